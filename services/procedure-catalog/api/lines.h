#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libs/base/error.h"
#include "libs/base/text.h"
#include "libs/rest/json_reader.h"

namespace motcua::catalog {

// A line that may not come in.
struct RefusedLine {
  int number = 0;    // From 1.
  std::string code;  // As given; empty where it could not be read.
  std::vector<base::Violation> errors;
};

// The lines of an import.
template <typename Entry>
struct Lines {
  std::vector<Entry> entries;
  std::vector<RefusedLine> refused;  // The first 1,000.
  int refused_count = 0;             // All of them.
};

// What came of reading a line.
struct LineFaults {
  std::string code;
  std::vector<base::Violation> errors;  // Up to 50 are told.
};

// The line as it is told of: what it says may come back in the answer, but not all of it.
RefusedLine Refused(int number, LineFaults faults);

// The refusal of a line of more than so many bytes.
std::vector<base::Violation> TooLong(size_t max_bytes);

// Whether the text is no JSON, so that nothing else can be said of it.
bool IsBroken(const std::vector<base::Violation>& noted);

// Those noted while reading, and of `faults` those that are about a place of which nothing was
// noted: what could not be read there is no ground for more.
std::vector<base::Violation> Joined(std::vector<base::Violation> noted,
                                    std::vector<base::Violation> faults);

// What is wrong with `line`, first as JSON, then by `faults_of(message)`.
template <typename Message, typename FaultsOfMessage>
std::vector<base::Violation> ReadLine(std::string_view line, size_t max_bytes, Message* message,
                                      FaultsOfMessage faults_of) {
  if (line.size() > max_bytes) return TooLong(max_bytes);
  rest::JsonReader reader(line);
  ReadJson(reader, message);
  std::vector<base::Violation> noted = reader.TakeViolations();
  if (IsBroken(noted)) return noted;
  return Joined(std::move(noted), faults_of(std::as_const(*message)));
}

// Reads NDJSON by `read(line, entry)`, which gives LineFaults. Blank lines are passed over, and a
// mark of the byte order.
template <typename Entry, typename Read>
Lines<Entry> ReadLines(std::string_view text, Read read) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  constexpr size_t kMaxListed = 1000;
  Lines<Entry> out;
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  for (int number = 1; !text.empty(); ++number) {
    const std::string_view line = base::TakeUntil(text, '\n');
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    Entry entry;
    LineFaults faults = read(line, &entry);
    if (faults.errors.empty()) {
      out.entries.push_back(std::move(entry));
    } else if (++out.refused_count <= static_cast<int>(kMaxListed)) {
      out.refused.push_back(Refused(number, std::move(faults)));
    }
  }
  return out;
}

// What an import that could keep its lines answers, `is_new` for each entry.
template <typename Entry, typename Response>
void AnswerWith(const Lines<Entry>& lines, const std::vector<bool>& is_new, bool keeps,
                Response* response) {
  const auto imported = static_cast<int>(std::count(is_new.begin(), is_new.end(), true));
  response->set_imported(imported);
  response->set_unchanged(static_cast<int>(is_new.size()) - imported);
  response->set_refused(lines.refused_count);
  response->set_kept(keeps);
  for (const RefusedLine& line : lines.refused) {
    auto* refusal = response->add_refusals();
    refusal->set_line(line.number);
    refusal->set_code(line.code);
    for (const base::Violation& error : line.errors) {
      auto* added = refusal->add_errors();
      added->set_pointer(error.pointer);
      added->set_code(error.code);
      added->set_message(error.message);
      added->set_message_en(error.message_en);
    }
  }
}

// Whether an import of `lines` keeps what is new.
template <typename Request, typename Entry>
bool Keeps(const Request& request, const Lines<Entry>& lines) {
  return !request.validate_only() && !(request.all_or_nothing() && lines.refused_count > 0);
}

}  // namespace motcua::catalog
