#include "services/procedure-catalog/api/noticeboard.h"

#include <algorithm>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "services/procedure-catalog/api/qr.h"
#include "services/procedure-catalog/domain/notation.h"
#include "services/procedure-catalog/domain/portal.h"

namespace motcua::catalog {
namespace {

constexpr int kQuietZone = 4;
constexpr char kNotKnown[] = "—";

constexpr char kStyle[] = R"css(
@page { size: A4; margin: 12mm }
* { box-sizing: border-box }
body { font: 11pt/1.35 "Times New Roman", "Liberation Serif", serif; margin: 0 auto; max-width: 190mm;
  color: #000; background: #fff }
h1 { font-size: 16pt; text-align: center; margin: 6mm 0 1mm; text-transform: uppercase }
header p { text-align: center; margin: 0 0 4mm }
table { border-collapse: collapse; width: 100% }
thead { display: table-header-group }
tr { break-inside: avoid }
th, td { border: .3mm solid #000; padding: 1.5mm; vertical-align: top; text-align: left }
th { background: #eee; text-align: center }
td.number { text-align: right }
td.qr { width: 26mm; padding: 0 }
td.qr svg { display: block; width: 26mm; height: 26mm }
.code { color: #444; font-size: 9pt }
)css";

std::string Escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out.push_back(c);
    }
  }
  return out;
}

// `1.250.000`.
std::string Amount(int64_t vnd) {
  std::string digits = base::Cat(vnd);
  for (size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ".");
  return digits;
}

// Each text once, in order, parted by line breaks; a dash when there is none.
std::string Lines(const std::vector<std::string>& texts) {
  std::vector<std::string> seen;
  std::string out;
  for (const std::string& text : texts) {
    if (text.empty() || std::ranges::find(seen, text) != seen.end()) continue;
    seen.push_back(text);
    out += base::Cat(out.empty() ? "" : "<br>", Escaped(text));
  }
  return out.empty() ? std::string(kNotKnown) : out;
}

// `24/11/2026`.
std::string Day(std::string_view date) {
  return base::Cat(date.substr(8, 2), "/", date.substr(5, 2), "/", date.substr(0, 4));
}

std::string Limits(const Procedure& procedure) {
  std::vector<std::string> texts;
  for (const Channel& channel : procedure.channels) {
    const std::string words = LimitInWords(channel.limit);
    if (words.empty()) continue;
    texts.push_back(channel.case_name.empty() ? words : base::Cat(channel.case_name, ": ", words));
  }
  return Lines(texts);
}

std::string FeeInWords(const Fee& fee) {
  if (fee.amount_vnd == 0) return fee.description;
  const std::string amount = base::Cat(Amount(fee.amount_vnd), " đồng");
  return fee.description.empty() ? amount : base::Cat(amount, " (", fee.description, ")");
}

std::string Fees(const Procedure& procedure) {
  std::vector<std::string> texts;
  for (const Channel& channel : procedure.channels) {
    if (channel.fee_statement == FeeStatement::kFree) texts.push_back("Không thu phí");
    for (const Fee& fee : channel.fees) texts.push_back(FeeInWords(fee));
  }
  return Lines(texts);
}

std::string Papers(const Procedure& procedure) {
  return procedure.components.empty() ? std::string(kNotKnown)
                                      : base::Cat(procedure.components.size());
}

}  // namespace

absl::StatusOr<std::string> NoticeboardOf(const NoticeboardHead& head,
                                          const std::vector<Procedure>& procedures,
                                          std::string_view pattern) {
  std::string page = base::Cat(
      "<!doctype html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\">"
      "<title>Niêm yết thủ tục hành chính</title><style>",
      kStyle, "</style></head><body><header><h1>Niêm yết thủ tục hành chính</h1><p>");
  if (!head.name.empty()) page += base::Cat("<b>", Escaped(head.name), "</b><br>");
  const bool is_part = static_cast<size_t>(head.total) > procedures.size();
  page += base::Cat(procedures.size(), is_part ? base::Cat(" trong số ", head.total) : "",
                    " thủ tục, áp dụng tại ngày ", Day(head.day),
                    ". Quét mã QR để nộp hồ sơ trực tuyến.</p></header><table><thead><tr>"
                    "<th>STT</th><th>Thủ tục</th><th>Thời hạn</th><th>Phí, lệ phí</th>"
                    "<th>Giấy tờ</th><th>Nộp hồ sơ</th></tr></thead><tbody>\n");
  int number = 0;
  for (const Procedure& procedure : procedures) {
    ASSIGN_OR_RETURN(const QrCode code, MakeQr(FilingPage(pattern, procedure.code, head.agency)));
    const int size = code.width + 2 * kQuietZone;
    page +=
        base::Cat("<tr><td class=\"number\">", ++number, "</td><td>", Escaped(procedure.name),
                  "<br><span class=\"code\">", Escaped(procedure.code), "</span></td><td>",
                  Limits(procedure), "</td><td>", Fees(procedure), "</td><td class=\"number\">",
                  Papers(procedure), "</td><td class=\"qr\"><svg viewBox=\"0 0 ", size, " ", size,
                  "\" shape-rendering=\"crispEdges\">", PathOf(code), "</svg></td></tr>\n");
  }
  return page + "</tbody></table></body></html>\n";
}

}  // namespace motcua::catalog
