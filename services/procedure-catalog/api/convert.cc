#include "services/procedure-catalog/api/convert.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "libs/base/error.h"
#include "libs/base/fold.h"
#include "libs/base/text.h"
#include "libs/base/time.h"
#include "libs/rpc/timestamp.h"
#include "services/procedure-catalog/domain/highlight.h"

namespace motcua::catalog {
namespace {

constexpr size_t kMaxQueryBytes = 400;
constexpr size_t kMaxAgencyBytes = 200;

base::Violation WrongDate() {
  return {"asOf", "INVALID_DATE", "Ngày phải có thật và theo dạng YYYY-MM-DD.",
          "This must be a date that exists, written YYYY-MM-DD."};
}

// A value to filter by, unless it is 0. Notes a number that is no value.
template <typename Kind, typename Proto>
std::optional<Kind> FilterBy(Proto proto, const char* name, std::vector<base::Violation>& wrong) {
  const auto kind = static_cast<Kind>(proto);
  if (kind == Kind{}) return std::nullopt;
  if (!IsKnown(kind)) {
    wrong.push_back({name, "UNKNOWN_VALUE", "Không có giá trị này.", "There is no such value."});
  }
  return kind;
}

constexpr size_t kMaxFields = 50;

// Adds a filter's counts, `name_of` a value.
template <typename Counts, typename NameOf>
void AddFacet(const char* filter, const Counts& counts, NameOf name_of, size_t limit,
              v1::ListProceduresResponse* response) {
  std::vector<std::pair<std::string, int>> in_order;
  for (const auto& [value, count] : counts) in_order.emplace_back(name_of(value), count);
  std::ranges::stable_sort(in_order, std::greater<>(), [](const auto& one) { return one.second; });
  if (in_order.size() > limit) in_order.resize(limit);
  v1::Facet* facet = response->add_facets();
  facet->set_filter(filter);
  for (const auto& [value, count] : in_order) {
    v1::Facet::Count* added = facet->add_counts();
    added->set_value(value);
    added->set_count(count);
  }
}

}  // namespace

absl::StatusOr<Moment> MomentOf(const std::string& as_of,
                                const google::protobuf::Timestamp* known_at,
                                const base::Clock& clock) {
  Moment moment;
  const absl::Time now = clock.Now();
  moment.day = as_of.empty() ? base::FormatDate(base::DayOf(now)) : as_of;
  if (!base::ParseDate(moment.day)) return base::InvalidFields({WrongDate()});
  if (known_at != nullptr) {
    const absl::Time time = rpc::FromTimestamp(*known_at);
    if (time < now) moment.known_at = absl::ToUnixMicros(time);
  }
  return moment;
}

absl::StatusOr<Filter> FilterOf(const v1::ListProceduresRequest& request,
                                const base::Clock& clock) {
  std::vector<base::Violation> wrong;
  Filter filter;
  if (request.query().size() > kMaxQueryBytes) {
    wrong.push_back({"query", "TOO_LONG", base::Cat("Từ khóa dài quá ", kMaxQueryBytes, " byte."),
                     base::Cat("The query is longer than ", kMaxQueryBytes, " bytes.")});
  } else {
    filter.query = std::string(absl::StripAsciiWhitespace(request.query()));
  }
  filter.level = FilterBy<Level>(request.level(), "level", wrong);
  filter.field = request.field();
  filter.agency = base::Fold(request.agency().substr(0, kMaxAgencyBytes));
  if (request.agency().size() > kMaxAgencyBytes) {
    wrong.push_back({"agency", "TOO_LONG", base::Cat("Dài quá ", kMaxAgencyBytes, " byte."),
                     base::Cat("This is longer than ", kMaxAgencyBytes, " bytes.")});
  } else if (filter.agency.empty() && !request.agency().empty()) {
    wrong.push_back({"agency", "NO_WORDS", "Không có chữ nào.", "There are no words in it."});
  }
  filter.channel = FilterBy<ChannelKind>(request.channel(), "channel", wrong);
  filter.service_level = FilterBy<ServiceLevel>(request.service_level(), "serviceLevel", wrong);
  filter.life_event = FilterBy<LifeEvent>(request.life_event(), "lifeEvent", wrong);
  filter.with_facets = request.with_facets();
  absl::StatusOr<Moment> at = MomentOf(request, clock);
  if (!at.ok()) wrong.push_back(WrongDate());
  if (!wrong.empty()) return base::InvalidFields(std::move(wrong));
  filter.at = *std::move(at);
  return filter;
}

absl::StatusOr<Filter> FilterOf(const v1::ListIncompleteRequest& request,
                                const base::Clock& clock) {
  std::vector<base::Violation> wrong;
  Filter filter;
  filter.level = FilterBy<Level>(request.level(), "level", wrong);
  filter.field = request.field();
  filter.published = true;
  filter.incomplete = true;
  filter.with_facets = true;
  absl::StatusOr<Moment> at = MomentOf(request, clock);
  if (!at.ok()) wrong.push_back(WrongDate());
  if (!wrong.empty()) return base::InvalidFields(std::move(wrong));
  filter.at = *std::move(at);
  return filter;
}

void AddFacets(const Facets& facets, v1::ListProceduresResponse* response) {
  constexpr size_t kAll = std::numeric_limits<size_t>::max();
  AddFacet("level", facets.levels, v1::Procedure::Level_Name<int>, kAll, response);
  AddFacet("field", facets.fields, std::identity(), kMaxFields, response);
  AddFacet("channel", facets.channels, v1::Channel::Kind_Name<int>, kAll, response);
  AddFacet("serviceLevel", facets.service_levels, v1::Procedure::ServiceLevel_Name<int>, kAll,
           response);
  AddFacet("lifeEvent", facets.life_events, v1::Procedure::LifeEvent_Name<int>, kAll, response);
}

v1::Highlight HighlightOf(const Procedure& procedure, const SearchKey& key) {
  v1::Highlight highlight;
  for (FoundText& found : FoundTexts(procedure, key)) {
    v1::Highlight::Text* text = highlight.add_texts();
    text->set_pointer(std::move(found.pointer));
    text->set_text(std::move(found.text));
    for (const FoundText::Range& range : found.ranges) {
      v1::Highlight::Range* added = text->add_ranges();
      added->set_start(range.start);
      added->set_length(range.length);
    }
  }
  return highlight;
}

void ToProto(const v1::Procedure& procedure, const Cases& cases, v1::ProcedureCases* response) {
  for (const size_t place : cases.open) {
    *response->add_open_questions() = procedure.questions(static_cast<int>(place));
  }
  for (const Case& one : cases.possible) {
    v1::ProcedureCase* out = response->add_cases();
    out->set_name(one.name);
    for (const size_t place : one.channels) {
      *out->add_channels() = procedure.channels(static_cast<int>(place));
    }
    for (const size_t place : one.components) {
      *out->add_components() = procedure.components(static_cast<int>(place));
    }
    for (const std::string& step : one.steps) out->add_steps(step);
  }
  response->set_version(procedure.version());
}

}  // namespace motcua::catalog
