#pragma once

#include <map>
#include <string>
#include <string_view>

namespace motcua::catalog {

// The central body that announces a procedure, as its promulgator (cơ quan công bố) is written, but
// for what stands in brackets: "Bộ xây dựng (Giao thông vận tải cũ)" is "Bộ xây dựng". Empty for a
// body of a province, which announces its own procedures alone.
std::string MinistryOf(std::string_view promulgator);

// Whether two names are spellings of one.
bool IsSameMinistry(std::string_view a, std::string_view b);

// One spelling for each ministry: the one that most write.
class MinistryNames {
 public:
  void Count(const std::string& ministry);
  // The spelling of `ministry`; itself when it was never counted.
  std::string Of(const std::string& ministry) const;

 private:
  std::map<std::string, std::map<std::string, int>> spellings_;  // By the folded name.
};

}  // namespace motcua::catalog
