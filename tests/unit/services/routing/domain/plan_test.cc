#include "services/routing/domain/plan.h"

#include <string>

#include "catch2/catch.hpp"
#include "libs/base/error.h"
#include "libs/base/time.h"
#include "tests/unit/services/routing/domain/days_off.h"
#include "tests/unit/services/routing/domain/small_world.h"

namespace motcua::routing {
namespace {

const Reference& World() {
  static const Reference kWorld = [] {
    Tables tables = sample::SmallWorld();
    tables.special_days = {{absl::CivilDay(2026, 1, 1), SpecialDay::Kind::kHoliday, "a"},
                           {absl::CivilDay(2027, 1, 1), SpecialDay::Kind::kHoliday, "b"}};
    tables.office_hours = {sample::CountryHours()};
    return Reference::Make(std::move(tables)).value();
  }();
  return kWorld;
}

InFlight Dossier(const std::string& unit = "00235", const std::string& procedure = "1.001193",
                 absl::CivilDay filed = sample::kNow - 3) {
  InFlight dossier;
  dossier.filed = filed;
  dossier.code = "D";
  dossier.procedure = procedure;
  dossier.unit = unit;
  dossier.competent = {"H26.003", "Ủy ban nhân dân phường Đống Đa", "00235", "01", true};
  dossier.due = base::ParseTime("2026-11-23T17:00:00+07:00");
  return dossier;
}

Proposal To(const std::string& agency) {
  Proposal proposal;
  proposal.day = sample::kNow;
  proposal.basis = "1/NQ-HĐND";
  proposal.reason = "Chuyển thẩm quyền.";
  proposal.reason_en = "Competence has changed.";
  proposal.handovers = {{"H26.003", agency, {}, {}}};
  return proposal;
}

std::optional<PlannedMove> Plan(const Proposal& proposal, const InFlight& dossier,
                                const std::vector<Level>& levels = {Level::kCommune}) {
  const Handover* const handover = HandoverOf(World().gazetteer, proposal, dossier);
  if (handover == nullptr) return std::nullopt;
  return PlanMove(World(), proposal, *handover, dossier, Announced{levels, {}, dossier.procedure});
}

std::string Blame(const Proposal& proposal) {
  const absl::Status status = CheckProposal(proposal, World());
  if (status.ok()) return "";
  const auto violation = base::ProblemOf(status)->violations.at(0);
  return violation.pointer + " " + violation.code;
}

}  // namespace

TEST_CASE("a handover to a named authority moves what it speaks of", "[routing][domain]") {
  Proposal proposal = To("H26");
  const PlannedMove move = Plan(proposal, Dossier()).value();
  CHECK(move.state == MoveState::kPlanned);
  CHECK(move.from.code == "H26.003");
  CHECK(move.to.code == "H26");
  CHECK(move.due_after == move.due_before);

  proposal.handovers[0].procedures = {"1.000894"};
  CHECK_FALSE(Plan(proposal, Dossier()).has_value());
  CHECK(Plan(proposal, Dossier("00235", "1.000894")).has_value());
  proposal.handovers[0].procedures.clear();
  proposal.handovers[0].units = {"00004"};
  CHECK_FALSE(Plan(proposal, Dossier()).has_value());
  CHECK(Plan(proposal, Dossier("00004")).has_value());
}

TEST_CASE("the first handover that speaks of a dossier holds", "[routing][domain]") {
  Proposal proposal = To("H26");
  proposal.handovers.insert(proposal.handovers.begin(),
                            Handover{"H26.003", "H26.001", {"1.001193"}, {}});
  CHECK(Plan(proposal, Dossier())->to.code == "H26.001");
  CHECK(Plan(proposal, Dossier("00235", "1.000894"))->to.code == "H26");
  CHECK(SourcesOf(proposal) == std::vector<std::string>{"H26.003"});
}

TEST_CASE("without a name the tables say who takes over", "[routing][domain]") {
  const Proposal proposal = To("");
  CHECK(Plan(proposal, Dossier("00004"))->to.code == "H26.001");
  CHECK(Plan(proposal, Dossier(), {Level::kProvince})->to.code == "H26");
  // It stays with whom it is.
  CHECK_FALSE(Plan(proposal, Dossier("00235")).has_value());
  const auto old = [](const std::string& unit) {
    return Dossier(unit, "1.001193", sample::kBefore);
  };
  // Its unit ended: all its people went to one other.
  CHECK(Plan(proposal, old("00006"))->to.code == "H26.002");
  const PlannedMove split = Plan(proposal, old("00001")).value();
  CHECK(split.state == MoveState::kUnresolved);
  CHECK(split.note.starts_with("UNIT_SPLIT: "));
  CHECK(Plan(proposal, Dossier(), {Level::kMinistry})->note.starts_with("NO_RULE: "));
}

TEST_CASE("a dossier's unit is the one that had the code when it was filed", "[routing][domain]") {
  const auto place = [](const std::string& unit, absl::CivilDay filed, absl::CivilDay day) {
    return PlaceOnDay(World().gazetteer, unit, filed, day);
  };
  CHECK(place("00235", sample::kNow, sample::kNow) == "00235");
  CHECK(place("00006", sample::kBefore, sample::kReform) == "00008");
  // The code stands for another unit by now.
  CHECK(place("00004", sample::kNow, sample::kNow) == "00004");
  CHECK(place("00001", sample::kBefore, sample::kReform).empty());
  CHECK(place("00008", sample::kBefore, sample::kReform).empty());
  // To the heir, and through a change of its kind.
  CHECK(place("25288", sample::kBefore, sample::kNow) == "25270");
  // It is not there yet.
  CHECK(place("00004", sample::kReform, sample::kBefore).empty());
  // What is to be decided before the unit ends stays there.
  CHECK(place("25288", sample::kBefore, sample::kBefore) == "25288");
}

TEST_CASE("a handover of some places means them as they are on its day", "[routing][domain]") {
  Proposal proposal = To("H26");
  const auto moves = [&](const std::string& unit, absl::CivilDay filed) {
    return Plan(proposal, Dossier(unit, "1.001193", filed)).has_value();
  };
  proposal.handovers[0].units = {"00008"};
  CHECK(moves("00008", sample::kNow - 3));
  CHECK(moves("00006", sample::kBefore));
  CHECK_FALSE(moves("00004", sample::kBefore));
  // A unit that went to several is named by the code that it had.
  CHECK_FALSE(moves("00001", sample::kBefore));
  proposal.handovers[0].units = {"00001"};
  CHECK(moves("00001", sample::kBefore));
}

TEST_CASE("a plan says why a dossier goes there, and why it is due then", "[routing][domain]") {
  CHECK(Plan(To("H26"), Dossier())->note == "the proposal names it; due as before");
  Proposal proposal = To("");
  CHECK(Plan(proposal, Dossier("00004"))->note ==
        "place 00004, rule commune, ground of 30; due as before");
  proposal.extend_by = "5wd";
  CHECK(Plan(proposal, Dossier("00004"))->note ==
        "place 00004, rule commune, ground of 30; due 5wd later, without 2026-11-23 day of the "
        "start, without 2026-11-28 Saturday, "
        "without 2026-11-29 Sunday");
}

TEST_CASE("due times are extended by the hours of the new authority", "[routing][domain]") {
  Proposal proposal = To("H26");
  proposal.extend_by = "3wd";
  const PlannedMove move = Plan(proposal, Dossier()).value();
  CHECK(base::FormatTime(*move.due_after) == "2026-11-26T17:00:00+07:00");
  InFlight open = Dossier();
  open.due.reset();
  CHECK_FALSE(Plan(proposal, open)->due_after.has_value());
  open.due = base::ParseTime("2027-12-31T17:00:00+07:00");
  CHECK(Plan(proposal, open)->note.starts_with("BEYOND_CALENDAR: "));
}

TEST_CASE("a proposal that cannot be is refused by its field", "[routing][domain]") {
  Proposal proposal = To("H26");
  std::string blame;
  SECTION("as it should be") {
    blame = "";
  }
  SECTION("no act") {
    proposal.basis.clear();
    blame = "proposal.basis REQUIRED";
  }
  SECTION("a reason of two lines") {
    proposal.reason = "a\nb";
    blame = "proposal.reason INVALID_FORMAT";
  }
  SECTION("no English") {
    proposal.reason_en.clear();
    blame = "proposal.reasonEn REQUIRED";
  }
  SECTION("a limit that is none") {
    proposal.extend_by = "soon";
    blame = "proposal.extendBy MALFORMED";
  }
  SECTION("nothing to hand over") {
    proposal.handovers.clear();
    blame = "proposal.handovers OUT_OF_RANGE";
  }
  SECTION("too much") {
    proposal.handovers.resize(kMaxHandovers + 1, proposal.handovers[0]);
    blame = "proposal.handovers OUT_OF_RANGE";
  }
  SECTION("nobody who hands over") {
    proposal.handovers[0].from_agency = "Đống Đa";
    blame = "proposal.handovers[0].fromAgency MALFORMED";
  }
  SECTION("nobody who takes over") {
    proposal.handovers[0].to_agency = "H26.999";
    blame = "proposal.handovers[0].toAgency UNKNOWN_AGENCY";
  }
  SECTION("to oneself") {
    proposal.handovers[0].to_agency = "H26.003";
    blame = "proposal.handovers[0].toAgency SAME";
  }
  CHECK(Blame(proposal) == blame);
}

}  // namespace motcua::routing
