#pragma once

#include <initializer_list>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "libs/rest/json_writer.h"

namespace motcua::catalog {

// Writes the nodes of a graph as JSON-LD 1.1. Names are those of the document's context, which says
// the language or the type of the texts under them.
class NodeWriter {
 public:
  // Appends to `out`, which outlives the writer.
  explicit NodeWriter(std::string* out) : json_(out) {}

  // The document itself.
  void Begin() { json_.BeginObject(); }
  void End() { json_.EndObject(); }

  // A node where a value stands. As one of `types` it is written whole the first time, with what
  // `fill` writes; after that its IRI says enough.
  template <typename Fill>
  void Node(const std::string& iri, std::initializer_list<std::string_view> types, Fill fill) {
    json_.BeginObject();
    Text("@id", iri);
    if (written_.insert({iri, std::string(*types.begin())}).second) {
      Types(types);
      fill();
    }
    json_.EndObject();
  }
  // The same, as the value of a property.
  template <typename Fill>
  void Node(std::string_view name, const std::string& iri,
            std::initializer_list<std::string_view> types, Fill fill) {
    json_.Key(name);
    Node(iri, types, std::move(fill));
  }

  // A property with what `write` makes of each value and its number from 1. None: no property.
  template <typename Values, typename Write>
  void Each(std::string_view name, const Values& values, Write write) {
    if (std::empty(values)) return;
    json_.Key(name);
    json_.BeginArray();
    int number = 0;
    for (const auto& value : values) write(value, ++number);
    json_.EndArray();
  }

  // A property with one text. An empty one is no property.
  void Text(std::string_view name, std::string_view text) {
    if (text.empty()) return;
    json_.Key(name);
    json_.String(text);
  }
  // The same for a value that is JSON already.
  void Raw(std::string_view name, std::string_view json) {
    json_.Key(name);
    json_.Raw(json);
  }
  // A property whose value comes next.
  void Key(std::string_view name) { json_.Key(name); }
  // A text where a value stands.
  void Value(std::string_view text) { json_.String(text); }

 private:
  void Types(std::initializer_list<std::string_view> types) {
    if (types.size() == 1) return Text("@type", *types.begin());
    Each("@type", types, [this](std::string_view type, int) { Value(type); });
  }

  rest::JsonWriter json_;
  std::set<std::pair<std::string, std::string>> written_;  // IRIs, each with its first type.
};

}  // namespace motcua::catalog
