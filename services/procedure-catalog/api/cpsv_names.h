#pragma once

#include <string>
#include <string_view>

#include "services/procedure-catalog/domain/procedure.h"

namespace motcua::catalog {

// A value of one of the catalogue's lists, as the graph has it.
struct Concept {
  std::string iri;
  std::string name;  // Vietnamese; empty: it is no value to speak of.
};

Concept ConceptOf(Level level);
Concept ConceptOf(State state);
Concept ConceptOf(ServiceLevel level);
Concept ConceptOf(ChannelKind kind);
Concept ConceptOf(LifeEvent event);
// A value that is a text of the publication: a field, an audience.
Concept ConceptOf(std::string_view list, std::string_view text);

// Whether businesses have the event; people, otherwise.
bool IsOfBusiness(LifeEvent event);

// Who decides at a level, where the publication names no agency: no more than that.
Concept AuthorityOf(Level level);

// IRI of a procedure, and of a part of it.
std::string IriOf(std::string_view code);
std::string IriOf(std::string_view code, std::string_view part, std::string_view id);

// Whether `url` can stand as an IRI (RFC 3987): none of the characters that may not be in one.
bool IsIri(std::string_view url);

// A time limit as xsd:duration; empty where it is not exactly one. Working hours, working days and
// `sd15` are not: how long they last hangs on the calendar.
std::string DurationOf(std::string_view limit);

}  // namespace motcua::catalog
