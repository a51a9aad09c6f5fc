#include <future>
#include <memory>
#include <string>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/base/error.h"
#include "services/intake/domain/deed.h"
#include "tests/contract/dossier_commands.h"
#include "tests/contract/dossier_stores.h"

// What acts leave in the store: dossier, history and papers.
namespace motcua::intake {
namespace {

const Actor kOfficer = {Actor::Kind::kOfficer, "00235", false};
const Actor kOwner = {Actor::Kind::kCitizen, "", true};

Deed Doing(Act act) {
  Deed deed;
  deed.act = act;
  deed.time = kNow + absl::Hours(1);
  deed.reason = "Lý do\nhai dòng";
  return deed;
}

// `deed` on version `seen` of the dossier, as the service has it.
Change ChangeOf(const std::string& key, const std::string& code, const Deed& deed,
                const Actor& actor, int64_t seen) {
  Change change;
  change.key = {"OFFICER/lan", key, "body"};
  change.code = code;
  change.kind = deed.act == Act::kExtend ? Event::Kind::kExtended : Event::Kind::kStatusChanged;
  change.actor = "OFFICER/lan";
  change.time = deed.time;
  change.decide = [deed, actor, seen](Dossier dossier) -> absl::StatusOr<Dossier> {
    if (dossier.version != seen) {
      return base::Refusal(absl::StatusCode::kFailedPrecondition, "ETAG_MISMATCH", "", "");
    }
    return Perform(std::move(dossier), deed, actor);
  };
  change.tell = [deed](const Dossier& before, const Dossier& after, Event& event) {
    Tell(deed, before.status, after, event);
  };
  change.answer = [](const Dossier& dossier) { return std::to_string(dossier.version); };
  return change;
}

}  // namespace

TEMPLATE_TEST_CASE("an act is kept whole: dossier, history, papers", "[contract][intake]", OnSqlite,
                   OnPostgres) {
  TestType on;
  DossierStore& store = on.store();
  Dossier draft = Draft();
  draft.provisional_due_time = draft.due_time;
  const std::string code = Do(store, FilingOf("k", draft))->answer;

  Deed accept = Doing(Act::kAccept);
  accept.count = {kNow + absl::Hours(80), {{"2025-11-24", true, ""}}};
  REQUIRE(Do(store, ChangeOf("a", code, accept, kOfficer, 1)).ok());
  Deed ask = Doing(Act::kRequestSupplement);
  ask.ground = "Điều 1";
  ask.missing = {{"GIAY_CHUNG_SINH", ""}, {"", "Ảnh mờ, \"chụp lại\""}};
  REQUIRE(Do(store, ChangeOf("b", code, ask, kOfficer, 2)).ok());
  Dossier expected = draft;
  expected.code = code;
  expected.status = DossierStatus::kSupplementRequested;
  expected.update_time = ask.time;
  expected.due_time = accept.count.due_time;
  expected.derivation = accept.count.derivation;
  expected.accept_time = accept.time;
  expected.missing = ask.missing;
  expected.supplement_requests = 1;
  expected.version = 3;
  CHECK(*store.Get(code) == expected);

  Deed supplement = Doing(Act::kSupplement);
  supplement.papers = {{"GIAY_CHUNG_SINH", "P8"}, {"KHAC", "P9"}};
  REQUIRE(Do(store, ChangeOf("c", code, supplement, kOwner, 3)).ok());
  Deed extend = Doing(Act::kExtend);
  extend.due_time = kNow + absl::Hours(100);
  REQUIRE(Do(store, ChangeOf("d", code, extend, kOfficer, 4)).ok());
  expected.papers.insert(expected.papers.end(), supplement.papers.begin(), supplement.papers.end());
  expected.missing.clear();
  expected.status = DossierStatus::kInProcessing;
  expected.due_time = extend.due_time;
  expected.derivation.clear();
  expected.extended = true;
  expected.version = 5;
  CHECK(*store.Get(code) == expected);
  CHECK(*store.PaperLiesAt("P9", "00235"));
  CHECK_FALSE(*store.PaperLiesAt("P9", "00236"));
  CHECK_FALSE(*store.PaperLiesAt("P7", "00235"));

  const std::vector<Event> events = store.EventsOf(expected, 0, 10).value();
  REQUIRE(events.size() == 5);
  CHECK(events[0].act == Act::kNone);
  CHECK(events[0].actor == "CITIZEN/an");
  CHECK(events[1].act == Act::kAccept);
  CHECK(events[1].form == Form::kReceipt);
  CHECK(events[1].due_time == accept.count.due_time);
  Event asked;
  asked.province_code = asked.home = "01";
  asked.sequence = 3;
  asked.dossier_code = code;
  asked.kind = Event::Kind::kStatusChanged;
  asked.status = DossierStatus::kSupplementRequested;
  asked.time = ask.time;
  asked.note = ask.reason;
  asked.act = Act::kRequestSupplement;
  asked.actor = "OFFICER/lan";
  asked.ground = "Điều 1";
  asked.form = Form::kSupplementRequest;
  asked.missing = ask.missing;
  CHECK(events[2] == asked);
  CHECK(events[4].kind == Event::Kind::kExtended);
  CHECK(events[4].status == DossierStatus::kInProcessing);
  CHECK(events[4].due_time == extend.due_time);
  CHECK(store.EventsIn("01", 2, 1)->at(0).event == asked);
}

TEMPLATE_TEST_CASE("of acts on one version that share a group one is done, the others hear of it",
                   "[contract][intake]", OnSqlite, OnPostgres) {
  TestType on;
  DossierStore& store = on.store();
  const std::string code = Do(store, FilingOf("k", Draft()))->answer;
  const std::string other = Do(store, FilingOf("l", Draft()))->answer;
  // While this one is being decided the rest queues: a group of its own.
  std::promise<void> queued;
  Change first = ChangeOf("a", other, Doing(Act::kAccept), kOfficer, 1);
  first.decide = [decide = first.decide,
                  ready = queued.get_future().share()](const Dossier& dossier) {
    ready.wait();
    return decide(dossier);
  };
  auto before = Begin(store, std::move(first));
  std::vector<std::future<absl::StatusOr<Outcome>>> answers;
  for (const char* key : {"b", "c", "d"}) {
    answers.push_back(Begin(store, ChangeOf(key, code, Doing(Act::kAccept), kOfficer, 1)));
  }
  queued.set_value();
  CHECK(before.get()->answer == "2");
  CHECK(answers[0].get()->answer == "2");
  for (size_t i = 1; i < answers.size(); ++i) {
    const absl::Status told = answers[i].get().status();
    CHECK(base::ProblemOf(told)->reason == "ETAG_MISMATCH");
  }
  const Dossier dossier = store.Get(code).value();
  CHECK(dossier.version == 2);
  CHECK(store.EventsOf(dossier, 0, 10)->size() == 2);
}

TEMPLATE_TEST_CASE("the step of a province is told as the act that it is", "[contract][intake]",
                   OnSqlite, OnPostgres) {
  TestType on;
  DossierStore& store = on.store();
  const std::string code = Do(store, FilingOf("k", Draft()))->answer;
  REQUIRE(Do(store, Pushed(1, code, DossierStatus::kReceived))->answer == "applied");
  const Dossier dossier = store.Get(code).value();
  CHECK(dossier.accept_time == kNow);
  const Event event = store.EventsOf(dossier, 1, 10)->at(0);
  CHECK(event.act == Act::kAccept);
  CHECK(event.actor == "PARTNER/01");
  CHECK(event.form == Form::kReceipt);
  CHECK(event.note == "note");
}

}  // namespace motcua::intake
