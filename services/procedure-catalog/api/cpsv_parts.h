#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/procedure-catalog/api/cpsv_names.h"
#include "services/procedure-catalog/api/node_writer.h"
#include "services/procedure-catalog/domain/procedure.h"

namespace motcua::catalog {

// `before: text.`, or nothing when there is no text.
std::string Sentence(std::string_view before, std::string_view text);
// The sentences that say something, as one text.
std::string Sentences(const std::vector<std::string>& sentences);
std::string Listed(const std::vector<std::string>& texts);

// A concept where a value stands, and as the value of a property.
void WriteConcept(const Concept& one, NodeWriter& out);
void WriteConcept(std::string_view name, const Concept& one, NodeWriter& out);
void WriteLanguage(NodeWriter& out);

// What belongs to one procedure alone, as properties of its service: channels, costs, papers,
// results, law, steps, requirements.
void WriteParts(const Procedure& procedure, NodeWriter& out);

}  // namespace motcua::catalog
