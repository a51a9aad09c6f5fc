#pragma once

namespace motcua::catalog {

// Days that stand for an open beginning and an open end, so that days compare as text.
inline constexpr char kFirstDay[] = "0000-01-01";
inline constexpr char kLastDay[] = "9999-12-31";

}  // namespace motcua::catalog
