#pragma once

#include <span>
#include <string>
#include <string_view>

namespace motcua::rest {

// The two spellings of a field: as JSON writes it and as the proto does.
struct Field {
  std::string_view json;
  std::string_view proto;
  bool repeated = false;

  bool operator==(std::string_view name) const { return name == json || name == proto; }
};

// A value of an enum. A table of them is in order of declaration.
struct EnumName {
  std::string_view name;
  int number;
};

// Index of the field called `name`, or -1. `likely` is looked at first: fields mostly come in
// order.
int FindField(std::span<const Field> fields, std::string_view name, size_t likely);

// Name of the value `number`, or empty.
std::string_view NameOf(std::span<const EnumName> names, int number);

// The value called `name`; false when there is none.
bool NumberOf(std::span<const EnumName> names, std::string_view name, int* number);

// The spelling that is at most two edits (Levenshtein) away from `name`, the nearest one; else
// empty.
std::string_view Nearest(std::span<const Field> fields, std::string_view name);
std::string_view Nearest(std::span<const EnumName> names, std::string_view name);

}  // namespace motcua::rest
