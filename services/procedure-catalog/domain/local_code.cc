#include "services/procedure-catalog/domain/local_code.h"

#include "services/procedure-catalog/domain/inspection.h"
#include "services/procedure-catalog/domain/notation.h"

namespace motcua::catalog {
namespace {

constexpr size_t kMaxCodeBytes = 80;
constexpr size_t kMaxNameBytes = 500;

void InspectCode(const std::string& code, Inspection& out) {
  out.RequiredLine("/code", code, kMaxCodeBytes);
  if (code.starts_with(' ') || code.ends_with(' ')) {
    out.Note("/code", "INVALID_FORMAT", "Mã không được bắt đầu hay kết thúc bằng dấu cách.",
             "A code neither begins nor ends with a blank.");
  }
}

}  // namespace

bool IsLocalCode(const std::string& text) {
  Inspection out;
  InspectCode(text, out);
  return out.Take().empty();
}

std::vector<base::Violation> FaultsOf(const LocalCode& told) {
  Inspection out;
  if (told.province.empty()) {
    out.Missing("/province");
  } else if (!IsProvinceCode(told.province)) {
    out.Note("/province", "INVALID_FORMAT", "Mã tỉnh là mã thống kê gồm hai chữ số.",
             "A province is named by its statistics code, two digits.");
  }
  InspectCode(told.code, out);
  out.RequiredLine("/name", told.name, kMaxNameBytes);
  if (!told.national_code.empty() && !IsNationalCode(told.national_code)) {
    out.Note("/nationalCode", "INVALID_FORMAT", "Mã quốc gia theo dạng d.dddddd, không có đuôi.",
             "A national code is written d.dddddd, without a locality.");
  }
  if (told.is_local_only && !told.national_code.empty()) {
    out.Note("/localOnly", "INCONSISTENT", "Thủ tục riêng của tỉnh thì không có mã quốc gia.",
             "A procedure of the province's own has no national code.");
  }
  return out.Take();
}

}  // namespace motcua::catalog
