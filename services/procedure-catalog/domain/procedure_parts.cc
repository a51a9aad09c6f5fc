#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "libs/base/text.h"
#include "services/procedure-catalog/domain/inspection.h"
#include "services/procedure-catalog/domain/notation.h"

namespace motcua::catalog {
namespace {

void InspectFees(const Channel& channel, const std::string& at, Inspection& out) {
  out.Known(at + "/feeStatement", channel.fee_statement);
  if ((channel.fee_statement == FeeStatement::kStated) == channel.fees.empty()) {
    out.Note(at + "/fees", "INCONSISTENT", "Có mức phí khi và chỉ khi feeStatement là STATED.",
             "Fees are given with feeStatement STATED, and only then.");
  }
  for (size_t i = 0; i < channel.fees.size(); ++i) {
    const Fee& fee = channel.fees[i];
    const std::string fee_at = base::Cat(at, "/fees/", i);
    out.RequiredValue(fee_at + "/kind", fee.kind);
    out.Whole(fee_at + "/amountVnd", fee.amount_vnd);
    out.Text(fee_at + "/description", fee.description);
  }
}

void InspectChannels(const std::vector<Channel>& channels, Inspection& out) {
  std::set<std::pair<ChannelKind, std::string_view>> seen;
  for (size_t i = 0; i < channels.size(); ++i) {
    const Channel& channel = channels[i];
    const std::string at = base::Cat("/channels/", i);
    out.RequiredValue(at + "/kind", channel.kind);
    out.Text(at + "/caseName", channel.case_name);
    if (!channel.limit.empty() && !IsLimit(channel.limit)) {
      out.Note(at + "/limit", "INVALID_FORMAT", "Thời hạn viết như 8wh, 3wd, 15d, 2w, 1mo, sd15.",
               "A limit is written 8wh, 3wd, 15d, 2w, 1mo or sd15.");
    }
    InspectFees(channel, at, out);
    out.Unique(at, seen, std::pair(channel.kind, std::string_view(channel.case_name)));
  }
}

// A link that a browser opens without running anything.
void InspectUrl(const std::string& at, std::string_view url, Inspection& out) {
  out.Text(at, url);
  if (url.empty() || url.starts_with("https://") || url.starts_with("http://")) return;
  out.Note(at, "INVALID_FORMAT", "Liên kết bắt đầu bằng https:// hoặc http://.",
           "A link begins with https:// or http://.");
}

void InspectComponents(const std::vector<Component>& components, Inspection& out) {
  std::set<std::string_view> seen;
  for (size_t i = 0; i < components.size(); ++i) {
    const Component& component = components[i];
    const std::string at = base::Cat("/components/", i);
    out.Code(at + "/code", component.code);
    out.Unique(at + "/code", seen, std::string_view(component.code));
    out.RequiredText(at + "/name", component.name);
    out.Known(at + "/need", component.need);
    out.Whole(at + "/originals", component.originals);
    out.Whole(at + "/copies", component.copies);
    out.RequiredTexts(at + "/caseNames", component.case_names);
    out.Text(at + "/database", component.database);
    if (!component.form) continue;
    out.RequiredText(at + "/template/name", component.form->name);
    InspectUrl(at + "/template/url", component.form->url, out);
  }
}

void InspectSequences(const std::vector<Sequence>& sequences, Inspection& out) {
  std::set<std::string_view> seen;
  for (size_t i = 0; i < sequences.size(); ++i) {
    const std::string at = base::Cat("/sequences/", i);
    out.Text(at + "/caseName", sequences[i].case_name);
    out.Unique(at, seen, std::string_view(sequences[i].case_name));
    if (sequences[i].steps.empty()) out.Missing(at + "/steps");
    out.RequiredTexts(at + "/steps", sequences[i].steps);
  }
}

void InspectOptions(const CaseQuestion& question, const std::string& at, Inspection& out) {
  std::set<std::string_view> seen;
  if (question.options.size() < 2) {
    out.Note(at + "/options", "TOO_FEW", "Cần ít nhất hai lựa chọn.",
             "There have to be two answers at least.");
  }
  for (size_t i = 0; i < question.options.size(); ++i) {
    const CaseQuestion::Option& option = question.options[i];
    const std::string option_at = base::Cat(at, "/options/", i);
    out.Code(option_at + "/code", option.code);
    out.Unique(option_at + "/code", seen, std::string_view(option.code));
    out.RequiredText(option_at + "/text", option.text);
    out.Text(option_at + "/textEn", option.text_en);
  }
}

void InspectQuestions(const std::vector<CaseQuestion>& questions, Inspection& out) {
  std::set<std::string_view> seen;
  for (size_t i = 0; i < questions.size(); ++i) {
    const std::string at = base::Cat("/questions/", i);
    out.Code(at + "/code", questions[i].code);
    out.Unique(at + "/code", seen, std::string_view(questions[i].code));
    out.RequiredText(at + "/text", questions[i].text);
    out.Text(at + "/textEn", questions[i].text_en);
    InspectOptions(questions[i], at, out);
  }
}

bool HasOption(const CaseQuestion& question, std::string_view code) {
  return std::ranges::any_of(question.options,
                             [code](const auto& option) { return option.code == code; });
}

void InspectCondition(const Procedure& procedure, const CaseRule::Condition& condition,
                      const std::string& at, Inspection& out) {
  const auto question = std::ranges::find(procedure.questions, condition.question,
                                          [](const CaseQuestion& one) { return one.code; });
  if (question == procedure.questions.end()) {
    out.Note(at + "/question", "UNKNOWN_VALUE", "Không có câu hỏi này.",
             "There is no such question.");
    return;
  }
  if (condition.options.empty()) out.Missing(at + "/options");
  for (size_t i = 0; i < condition.options.size(); ++i) {
    if (HasOption(*question, condition.options[i])) continue;
    out.Note(base::Cat(at, "/options/", i), "UNKNOWN_VALUE", "Không có lựa chọn này.",
             "There is no such answer.");
  }
}

void InspectCaseRules(const Procedure& procedure, Inspection& out) {
  std::set<std::string_view> seen;
  for (size_t i = 0; i < procedure.case_rules.size(); ++i) {
    const CaseRule& rule = procedure.case_rules[i];
    const std::string at = base::Cat("/caseRules/", i);
    out.RequiredText(at + "/caseName", rule.case_name);
    out.Unique(at + "/caseName", seen, std::string_view(rule.case_name));
    for (size_t j = 0; j < rule.conditions.size(); ++j) {
      InspectCondition(procedure, rule.conditions[j], base::Cat(at, "/conditions/", j), out);
    }
  }
}

}  // namespace

void InspectParts(const Procedure& procedure, Inspection& out) {
  InspectChannels(procedure.channels, out);
  InspectComponents(procedure.components, out);
  InspectSequences(procedure.sequences, out);
  InspectQuestions(procedure.questions, out);
  InspectCaseRules(procedure, out);
}

}  // namespace motcua::catalog
