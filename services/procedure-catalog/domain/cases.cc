#include "services/procedure-catalog/domain/cases.h"

#include <algorithm>
#include <set>

#include "libs/base/error.h"
#include "libs/base/text.h"

namespace motcua::catalog {
namespace {

using Names = std::vector<std::string_view>;

const CaseQuestion* QuestionOf(const Procedure& procedure, std::string_view code) {
  const auto found = std::ranges::find_if(
      procedure.questions, [code](const CaseQuestion& one) { return one.code == code; });
  return found == procedure.questions.end() ? nullptr : &*found;
}

// The cases, with that of everybody else first where no rule says when each holds.
Names NamesOf(const Procedure& procedure) {
  Names names;
  const bool has_others = std::ranges::any_of(
      procedure.channels, [](const Channel& channel) { return channel.case_name.empty(); });
  if (procedure.case_rules.empty() && has_others) names.emplace_back();
  const auto add = [&names](std::string_view name) {
    if (!name.empty() && std::ranges::find(names, name) == names.end()) names.push_back(name);
  };
  for (const CaseRule& rule : procedure.case_rules) add(rule.case_name);
  for (const Sequence& sequence : procedure.sequences) add(sequence.case_name);
  for (const Channel& channel : procedure.channels) add(channel.case_name);
  for (const Component& component : procedure.components) {
    for (const std::string& name : component.case_names) add(name);
  }
  if (names.empty()) names.emplace_back();
  return names;
}

const CaseRule* RuleOf(const Procedure& procedure, std::string_view name) {
  const auto found = std::ranges::find_if(
      procedure.case_rules, [name](const CaseRule& rule) { return rule.case_name == name; });
  return found == procedure.case_rules.end() ? nullptr : &*found;
}

// Whether the answers leave the case open.
bool IsPossible(const CaseRule* rule, const std::vector<Answer>& answers) {
  return rule == nullptr || std::ranges::all_of(rule->conditions, [&](const auto& condition) {
           return std::ranges::all_of(answers, [&](const Answer& answer) {
             return answer.question != condition.question ||
                    std::ranges::find(condition.options, answer.option) != condition.options.end();
           });
         });
}

// Whether the case hangs on the question.
bool AsksFor(const CaseRule* rule, std::string_view question) {
  return rule != nullptr && std::ranges::any_of(rule->conditions, [&](const auto& condition) {
           return condition.question == question;
         });
}

Case Of(const Procedure& procedure, std::string_view name) {
  Case one;
  one.name = name;
  const auto has_own = [&](const Channel& channel) {
    return std::ranges::any_of(procedure.channels, [&](const Channel& other) {
      return other.kind == channel.kind && other.case_name == name;
    });
  };
  for (size_t i = 0; i < procedure.channels.size(); ++i) {
    const Channel& channel = procedure.channels[i];
    const bool is_for_all = channel.case_name.empty() && !has_own(channel);
    if (channel.case_name == name || is_for_all) one.channels.push_back(i);
  }
  for (size_t i = 0; i < procedure.components.size(); ++i) {
    const std::vector<std::string>& names = procedure.components[i].case_names;
    if (names.empty() || std::ranges::find(names, name) != names.end()) one.components.push_back(i);
  }
  for (const Sequence& sequence : procedure.sequences) {
    if (sequence.case_name == name) one.steps = sequence.steps;
    if (sequence.case_name.empty() && one.steps.empty()) one.steps = sequence.steps;
  }
  return one;
}

absl::Status Wrong(const char* code, const std::string& message, const std::string& message_en) {
  return base::InvalidField("answers", code, message, message_en);
}

}  // namespace

absl::StatusOr<std::vector<Answer>> ReadAnswers(const Procedure& procedure,
                                                const std::vector<std::string>& texts) {
  std::vector<Answer> answers;
  std::set<std::string> answered;
  for (const std::string& text : texts) {
    std::string_view option = text;
    const std::string question_code(base::TakeUntil(option, ':'));
    const CaseQuestion* question = QuestionOf(procedure, question_code);
    if (question == nullptr) {
      return Wrong("UNKNOWN_QUESTION", "Thủ tục này không có câu hỏi đó; viết CÂU_HỎI:LỰA_CHỌN.",
                   "The procedure has no such question; an answer is written QUESTION:OPTION.");
    }
    if (std::ranges::none_of(question->options,
                             [&](const auto& one) { return one.code == option; })) {
      return Wrong("UNKNOWN_OPTION", base::Cat("Câu hỏi ", question_code, " không có lựa chọn đó."),
                   base::Cat("Question ", question_code, " has no such answer."));
    }
    if (!answered.insert(question_code).second) {
      return Wrong("DUPLICATE", base::Cat("Câu hỏi ", question_code, " được trả lời hai lần."),
                   base::Cat("Question ", question_code, " is answered twice."));
    }
    answers.push_back({question_code, std::string(option)});
  }
  return answers;
}

Cases CasesOf(const Procedure& procedure, const std::vector<Answer>& answers) {
  Cases cases;
  Names names;
  for (const std::string_view name : NamesOf(procedure)) {
    if (IsPossible(RuleOf(procedure, name), answers)) names.push_back(name);
  }
  for (size_t i = 0; i < procedure.questions.size(); ++i) {
    const CaseQuestion& question = procedure.questions[i];
    const bool is_answered = std::ranges::any_of(
        answers, [&](const Answer& answer) { return answer.question == question.code; });
    const bool parts = std::ranges::any_of(names, [&](std::string_view name) {
      return AsksFor(RuleOf(procedure, name), question.code);
    });
    if (!is_answered && parts) cases.open.push_back(i);
  }
  for (const std::string_view name : names) cases.possible.push_back(Of(procedure, name));
  return cases;
}

}  // namespace motcua::catalog
