#pragma once

#include <string>

namespace motcua::catalog {

// The texts of the catalogue's reads. Those with `known` answer as it was known when ?9 was the
// last version that had come in, those without as it is known now.
namespace sqlite_texts {

// Number, etag, content, replaced_from, record_time of the version of code ?2 that holds on day ?1.
std::string Get(bool known);
// The same of version ?2 of code ?1.
std::string GetNumber();
// The same of versions of code ?1 numbered below ?2, newest first, at most ?3.
std::string Versions(bool known);
// The same of version ?1 by its id.
std::string Content(bool known);
// Id, then the same, of at most ?2 versions after id ?1.
std::string After();

// Id, levels, channels, service_levels, life_events, missing, is_abolished, field of the versions
// that hold on day ?1, in order of code.
std::string List(bool known);
// Of every code: whether it is published on day ?1, and the levels of the version that holds.
std::string Standings();
// The same as of a list of those that match ?2, the best first: ?3 is the code that was typed, ?4
// the title, ?5 what it means, ?6 what each phrase gains, ?7 how many words a record has on
// average.
std::string Search(bool known);

}  // namespace sqlite_texts
}  // namespace motcua::catalog
