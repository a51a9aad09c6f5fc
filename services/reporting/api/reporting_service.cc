#include "services/reporting/api/reporting_service.h"

#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/base/time.h"
#include "libs/rpc/timestamp.h"

namespace motcua::reporting {
namespace {

void ToProto(const Counts& counts, v1::Counts* out) {
  out->set_filed(counts.filed);
  out->set_received(counts.received);
  out->set_online(counts.online);
  out->set_finished(counts.finished);
  out->set_on_time(counts.on_time);
  out->set_stopped(counts.stopped);
  out->set_ratings(counts.ratings);
  out->set_rating_sum(counts.rating_sum);
}

}  // namespace

grpc::ServerUnaryReactor* ReportingService::GetSummary(grpc::CallbackServerContext* context,
                                                       const v1::GetSummaryRequest* request,
                                                       v1::Summary* response) {
  return get_summary_.Unary(context,
                            [=, this](const rpc::Call&) { return Sum(*request, response); });
}

grpc::ServerUnaryReactor* ReportingService::GetWatermarks(grpc::CallbackServerContext* context,
                                                          const v1::GetWatermarksRequest*,
                                                          v1::Watermarks* response) {
  return get_watermarks_.Unary(context,
                               [=, this](const rpc::Call&) { return ListWatermarks(response); });
}

absl::Status ReportingService::Sum(const v1::GetSummaryRequest& request, v1::Summary* response) {
  if (!v1::GetSummaryRequest::GroupBy_IsValid(request.group_by())) {
    return base::InvalidField("groupBy", "UNKNOWN_VALUE", "Không có cách gộp này.",
                              "There is no such grouping.");
  }
  ASSIGN_OR_RETURN(const Question question,
                   Ask(request.scope(), request.from(), request.to(),
                       static_cast<GroupBy>(request.group_by()), base::DayOf(clock_.Now())));
  ASSIGN_OR_RETURN(const Summary summary, store_.Sum(question));
  response->set_scope(question.scope);
  response->set_from(base::FormatDate(question.from));
  response->set_to(base::FormatDate(question.to));
  ToProto(summary.total, response->mutable_total());
  for (const Row& row : summary.rows) {
    v1::SummaryRow* added = response->add_rows();
    added->set_key(row.key);
    ToProto(row.counts, added->mutable_counts());
  }
  return absl::OkStatus();
}

absl::Status ReportingService::ListWatermarks(v1::Watermarks* response) {
  ASSIGN_OR_RETURN(const std::vector<Watermark> watermarks, store_.Watermarks());
  for (const Watermark& watermark : watermarks) {
    v1::Watermark* added = response->add_watermarks();
    added->set_province_code(watermark.province_code);
    added->set_sequence(watermark.sequence);
    *added->mutable_event_time() = rpc::ToTimestamp(watermark.event_time);
  }
  return absl::OkStatus();
}

}  // namespace motcua::reporting
