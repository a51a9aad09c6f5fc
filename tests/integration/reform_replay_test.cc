#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/base/time.h"
#include "libs/rpc/status.h"
#include "motcua/catalog/v1/catalog.grpc.pb.h"
#include "motcua/catalog/v1/decentralisation.grpc.pb.h"
#include "motcua/routing/v1/plans.grpc.pb.h"
#include "tests/integration/old_world.h"
#include "tests/integration/system.h"
#include "tests/support/cross_check.h"
#include "tests/support/published.h"

// 1 July 2025 once more: districts end, 63 provinces become 34, procedures go to communes and
// provinces, and the dossiers in flight go with them. Units and what became of them are the real
// ones; the procedures are the test's own.
namespace motcua {
namespace {

using common::v1::Identity;
using Decentralised = catalog::v1::DecentralisationService;

constexpr int kEvery = 8;  // Of the 10,033 old units one in so many files a dossier.

absl::Time At(const std::string& time) {
  return base::ParseTime(time).value();
}

struct Filed {
  std::string procedure;
  std::string old_unit;
};

struct Heir {
  std::string unit;
  std::string province;
};

// The unit that each old one went to, whole or with all its people, by the statistics office's
// table; those that went in parts are not in it.
std::map<std::string, Heir> Heirs(const std::vector<std::vector<std::string>>& edges) {
  std::map<std::string, std::vector<std::pair<Heir, std::string>>> by_old;
  for (const auto& edge : edges) {
    if (!edge[2].empty()) by_old[edge[2]].push_back({{edge[5], edge[7]}, edge[9]});
  }
  std::map<std::string, Heir> heirs;
  for (const auto& [old, heir] : by_old) {
    for (const auto& [unit, share] : heir) {
      if (heir.size() == 1 || share != "part") heirs[old] = unit;
    }
  }
  return heirs;
}

class Replay {
 public:
  explicit Replay(const OldTables& tables)
      : on_({.now = At("2025-06-26T09:00:00+07:00"),
             .reference = tables.path(),
             .procedures = WriteBefore()}),
        plans_(routing::v1::PlanService::NewStub(on_.RoutingChannel())),
        catalog_(catalog::v1::CatalogService::NewStub(on_.CatalogChannel())),
        decentralised_(Decentralised::NewStub(on_.CatalogChannel())) {}

  test::System& on() { return on_; }

  void File(const std::string& procedure, const std::string& unit) {
    intake::v1::Dossier dossier;
    dossier.set_procedure_code(procedure);
    dossier.set_unit_code(unit);
    dossier.mutable_applicant()->set_name("Nguyễn Văn An");
    dossier.mutable_applicant()->set_identity_number("001099000001");
    intake::v1::Dossier filed;
    const grpc::Status status = on_.File("an", procedure + unit, dossier, &filed);
    CAPTURE(procedure, unit, status.error_message());
    REQUIRE(status.ok());
    filed_[filed.code()] = {procedure, unit};
  }
  const std::map<std::string, Filed>& filed() const { return filed_; }

  intake::v1::Dossier Get(const std::string& code) {
    return Ask<intake::v1::Dossier>(*on_.intake, &intake::v1::IntakeService::Stub::GetDossier,
                                    WithCode<intake::v1::GetDossierRequest>(code),
                                    Identity::CITIZEN);
  }
  std::vector<intake::v1::DossierEvent> History(const std::string& code) {
    const auto response = Ask<intake::v1::ListDossierEventsResponse>(
        *on_.intake, &intake::v1::IntakeService::Stub::ListDossierEvents,
        WithCode<intake::v1::ListDossierEventsRequest>(code), Identity::CITIZEN);
    return {response.events().begin(), response.events().end()};
  }
  void Import(const std::string& lines) {
    catalog::v1::ImportProceduresRequest request;
    request.mutable_content()->set_data(lines);
    const auto response = Ask<catalog::v1::ImportProceduresResponse>(
        *catalog_, &catalog::v1::CatalogService::Stub::ImportProcedures, request);
    REQUIRE(response.refused() == 0);
  }
  routing::v1::Plan Replan(routing::v1::ReplanRequest request) {
    request.set_plan_id("2025-07-01");
    routing::v1::Plan plan;
    do {
      plan = Ask<routing::v1::Plan>(*plans_, &routing::v1::PlanService::Stub::Replan, request);
    } while (!plan.done());
    return plan;
  }
  std::vector<routing::v1::PlanMove> Moves() {
    std::vector<routing::v1::PlanMove> moves;
    routing::v1::ListPlanMovesRequest request;
    request.set_id("2025-07-01");
    request.set_page_size(500);
    do {
      const auto page = Ask<routing::v1::ListPlanMovesResponse>(
          *plans_, &routing::v1::PlanService::Stub::ListPlanMoves, request);
      moves.insert(moves.end(), page.moves().begin(), page.moves().end());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return moves;
  }
  catalog::v1::Procedure Procedure(const std::string& code, const std::string& as_of,
                                   std::optional<absl::Time> known_at = {}) {
    auto request = WithCode<catalog::v1::GetProcedureRequest>(code);
    request.set_as_of(as_of);
    if (known_at) request.mutable_known_at()->set_seconds(absl::ToUnixSeconds(*known_at));
    return Ask<catalog::v1::Procedure>(*catalog_, &catalog::v1::CatalogService::Stub::GetProcedure,
                                       request);
  }
  catalog::v1::Decentralisation Counts() {
    catalog::v1::GetDecentralisationRequest request;
    request.set_from("2025-07-01");
    request.set_to("2025-07-01");
    return Ask<catalog::v1::Decentralisation>(*decentralised_,
                                              &Decentralised::Stub::GetDecentralisation, request);
  }
  std::vector<catalog::v1::LedgerEntry> Ledger() {
    const auto response = Ask<catalog::v1::ListCompetenceChangesResponse>(
        *decentralised_, &Decentralised::Stub::ListCompetenceChanges,
        catalog::v1::ListCompetenceChangesRequest());
    return {response.changes().begin(), response.changes().end()};
  }

 private:
  template <typename Request>
  static Request WithCode(const std::string& code) {
    Request request;
    request.set_code(code);
    return request;
  }
  template <typename Response, typename Stub, typename Rpc, typename Request>
  Response Ask(Stub& stub, Rpc rpc, const Request& request,
               Identity::Kind kind = Identity::OFFICER) {
    grpc::ClientContext context;
    on_.SignIn(kind == Identity::CITIZEN ? "an" : "lan", &context, kind);
    Response response;
    const grpc::Status status = (stub.*rpc)(&context, request, &response);
    CAPTURE(status.error_message());
    REQUIRE(status.ok());
    return response;
  }
  std::string WriteBefore() {
    std::ofstream(folder_ / "before.ndjson") << Before();
    return folder_ / "before.ndjson";
  }

  test::TempDir folder_;
  test::System on_;
  const std::unique_ptr<routing::v1::PlanService::Stub> plans_;
  const std::unique_ptr<catalog::v1::CatalogService::Stub> catalog_;
  const std::unique_ptr<Decentralised::Stub> decentralised_;
  std::map<std::string, Filed> filed_;  // By dossier code.
};

routing::v1::ReplanRequest Preview(const std::vector<std::string>& who_decided) {
  routing::v1::ReplanRequest request;
  request.set_action(routing::v1::ReplanRequest::PREVIEW);
  routing::v1::Proposal* const proposal = request.mutable_proposal();
  proposal->set_day("2025-07-01");
  proposal->set_basis("120/2025/NĐ-CP");
  proposal->set_reason("Kết thúc hoạt động của cấp huyện.");
  proposal->set_reason_en("Districts have ended.");
  proposal->set_extend_by("5wd");
  for (const std::string& agency : who_decided) {
    proposal->add_handovers()->set_from_agency(agency);
  }
  return request;
}

routing::v1::ReplanRequest Apply() {
  routing::v1::ReplanRequest request;
  request.set_action(routing::v1::ReplanRequest::APPLY);
  return request;
}

void Print(const catalog::v1::Decentralisation& counts,
           const std::vector<catalog::v1::LedgerEntry>& ledger) {
  std::cout << "ledger of 2025-07-01, the test's procedures\n";
  for (const auto& count : counts.kinds()) {
    std::cout << "  " << catalog::v1::LedgerEntry::Kind_Name(count.kind()) << ": "
              << count.recorded() << " recorded";
    if (count.has_published()) std::cout << " of " << count.published() << " published";
    std::cout << "\n";
  }
  for (const auto& entry : ledger) {
    std::cout << "  " << entry.change().effective_date() << " " << entry.procedure_code() << " "
              << catalog::v1::LedgerEntry::Kind_Name(entry.kind()) << " by "
              << entry.change().basis() << "\n";
  }
}

}  // namespace

TEST_CASE("1 July 2025 is replayed with dossiers in flight", "[integration][reform]") {
  const auto edges = test::CrossCheck("legacy_to_new.tsv");
  if (edges.empty()) return;
  const std::map<std::string, Heir> heirs = Heirs(edges);
  std::set<std::string> old_units;
  for (const auto& edge : edges) {
    if (!edge[2].empty()) old_units.insert(edge[2]);
  }
  REQUIRE(old_units.size() == 10'033);

  const OldTables tables;
  Replay replay(tables);

  // Four days before: districts and the ministry decide.
  int place = 0;
  for (const std::string& unit : old_units) {
    if (place++ % kEvery != 0) continue;
    replay.File(kToCommunes, unit);
    if (place % (16 * kEvery) != 1) continue;
    replay.File(kToProvinces, unit);
    replay.File(kFromMinistry, unit);
    replay.File(kAbolished, unit);
  }
  const size_t in_flight = replay.filed().size();
  CHECK(in_flight > 1400);

  // The announcement comes in before it holds.
  const absl::Time before_announcement = replay.on().clock.Now();
  replay.on().clock.Set(At("2025-06-27T16:00:00+07:00"));
  replay.Import(After());
  using Level = catalog::v1::Procedure;
  CHECK(replay.Procedure(kToCommunes, "2025-06-30").levels(0) == Level::DISTRICT);
  CHECK(replay.Procedure(kToCommunes, "2025-07-01").levels(0) == Level::COMMUNE);
  CHECK(replay.Procedure(kAbolished, "2025-07-01").state() == Level::ABOLISHED);

  // The plan is looked at in advance, and moves nothing.
  const routing::v1::Plan preview = replay.Replan(Preview(tables.who_decided()));
  CHECK(preview.counts().planned() + preview.counts().unresolved() ==
        static_cast<int64_t>(in_flight));
  for (const auto& [code, filed] : replay.filed()) {
    const std::string decides = replay.Get(code).competent_agency().code();
    const bool district = decides.find(".D") != std::string::npos;
    REQUIRE(district == (filed.procedure != kFromMinistry));
    REQUIRE(replay.History(code).size() == 1);
  }

  // Somebody files on the last day.
  replay.on().clock.Set(At("2025-06-30T15:30:00+07:00"));
  replay.File(kToProvinces, std::next(heirs.begin(), 3)->first);

  replay.on().clock.Set(At("2025-07-01T00:05:00+07:00"));
  const routing::v1::Plan applied = replay.Replan(Apply());
  CHECK(applied.state() == routing::v1::Plan::APPLIED);

  int moved = 0;
  for (const auto& [code, filed] : replay.filed()) {
    CAPTURE(code, filed.procedure, filed.old_unit);
    // The old code still finds it, under the version that it was filed under.
    const intake::v1::Dossier dossier = replay.Get(code);
    REQUIRE(dossier.procedure_version() == 1);
    const auto heir = heirs.find(filed.old_unit);
    const auto history = replay.History(code);
    if (heir == heirs.end() || filed.procedure == kAbolished) {
      REQUIRE(history.size() == 1);
      continue;
    }
    ++moved;
    REQUIRE(history.size() == 2);
    REQUIRE(history[1].kind() == intake::v1::DossierEvent::MOVED);
    REQUIRE(history[1].handover().basis() == "120/2025/NĐ-CP");
    REQUIRE(history[1].handover().due_before().seconds() <
            history[1].handover().due_after().seconds());
    const std::string& decides = dossier.competent_agency().unit_code();
    if (filed.procedure == kToCommunes) {
      REQUIRE(decides == heir->second.unit);
    } else {
      REQUIRE(decides == heir->second.province);
    }
    REQUIRE(dossier.competent_agency().province_code() == heir->second.province);
  }
  CHECK(applied.counts().moved() == moved);
  CHECK(applied.counts().moved() + applied.counts().unresolved() ==
        static_cast<int64_t>(replay.filed().size()));
  std::map<std::string, int> why;
  for (const routing::v1::PlanMove& move : replay.Moves()) {
    if (move.state() != routing::v1::PlanMove::UNRESOLVED) continue;
    ++why[move.note().substr(0, move.note().find(':'))];
  }
  CHECK(why.size() == 2);
  CHECK(why["UNIT_SPLIT"] > 40);
  CHECK(why["NO_RULE"] > 70);
  std::cout << "replayed: " << replay.filed().size() << " dossiers in flight, " << moved
            << " moved, " << why["UNIT_SPLIT"] << " of units that were split, " << why["NO_RULE"]
            << " of an abolished procedure\n";

  // From then on the commune decides, by the new version; old codes are told where they went.
  replay.File(kToCommunes, "00004");
  const auto newest = std::ranges::find_if(replay.filed(), [](const auto& one) {
    return one.second.old_unit == "00004" && one.first.find("250701") != std::string::npos;
  });
  REQUIRE(newest != replay.filed().end());
  const intake::v1::Dossier dossier = replay.Get(newest->first);
  CHECK(dossier.competent_agency().name() == "Ủy ban nhân dân phường Ba Đình");
  CHECK(dossier.procedure_version() == 2);

  const catalog::v1::Decentralisation counts = replay.Counts();
  const std::vector<catalog::v1::LedgerEntry> ledger = replay.Ledger();
  Print(counts, ledger);
  REQUIRE(ledger.size() == 4);
  for (const auto& entry : ledger) {
    CHECK_FALSE(entry.concluded());
    CHECK(entry.change().basis() == "120/2025/NĐ-CP");
  }
  std::map<int, int> recorded;
  for (const auto& count : counts.kinds()) recorded[count.kind()] = count.recorded();
  using Kind = catalog::v1::LedgerEntry;
  CHECK(recorded[Kind::DISTRICT_TO_COMMUNE] == 1);
  CHECK(recorded[Kind::DISTRICT_TO_PROVINCE] == 1);
  CHECK(recorded[Kind::CENTRAL_TO_LOCAL] == 1);
  CHECK(recorded[Kind::ABOLISHED] == 1);
  // What was known before the announcement stays known.
  CHECK(replay.Procedure(kToCommunes, "2025-06-30", before_announcement).version() == 1);
}

}  // namespace motcua
