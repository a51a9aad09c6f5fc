#include "services/procedure-catalog/api/cpsv_ap.h"

#include <algorithm>
#include <string_view>

#include "services/procedure-catalog/api/cpsv_names.h"
#include "services/procedure-catalog/api/cpsv_parts.h"
#include "services/procedure-catalog/api/node_writer.h"

namespace motcua::catalog {
namespace {

// The names are the profile's own; texts are Vietnamese.
constexpr char kContext[] =
    R"({"cpsv":"http://purl.org/vocab/cpsv#","cv":"http://data.europa.eu/m8g/",)"
    R"("dct":"http://purl.org/dc/terms/","dcat":"http://www.w3.org/ns/dcat#",)"
    R"("adms":"http://www.w3.org/ns/adms#","eli":"http://data.europa.eu/eli/ontology#",)"
    R"("foaf":"http://xmlns.com/foaf/0.1/","skos":"http://www.w3.org/2004/02/skos/core#",)"
    R"("xsd":"http://www.w3.org/2001/XMLSchema#","dct:title":{"@language":"vi"},)"
    R"("dct:description":{"@language":"vi"},"skos:prefLabel":{"@language":"vi"},)"
    R"("dcat:keyword":{"@language":"vi"},"cv:processingTime":{"@type":"xsd:duration"},)"
    R"("cv:hasValue":{"@type":"xsd:double"},"leftOut":null,"last":null})";

// Of the authority tables of the EU's Publications Office.
constexpr char kVietnam[] = "http://publications.europa.eu/resource/authority/country/VNM";

std::vector<Concept> AuthoritiesOf(const Procedure& procedure) {
  std::vector<Concept> authorities;
  for (const std::string& agency : procedure.agencies) {
    authorities.push_back(ConceptOf("agency", agency));
  }
  if (!authorities.empty()) return authorities;
  for (const Level level : procedure.levels) {
    const Concept authority = AuthorityOf(level);
    if (!authority.name.empty()) authorities.push_back(authority);
  }
  return authorities;
}

bool IsService(const Procedure& procedure) {
  return !procedure.synthetic && !AuthoritiesOf(procedure).empty();
}

// A record has no description of its own: what is known of it, in sentences.
std::string DescriptionOf(const Procedure& procedure) {
  return Sentences({Sentence("Thủ tục hành chính", procedure.code),
                    Sentence("Lĩnh vực", procedure.field),
                    Sentence("Cơ quan thực hiện", Listed(procedure.agencies)),
                    Sentence("Đối tượng thực hiện", Listed(procedure.audience))});
}

// The limit that all channels have alike.
std::string CommonDuration(const Procedure& procedure) {
  if (procedure.channels.empty()) return {};
  const std::string& limit = procedure.channels[0].limit;
  const bool is_same = std::ranges::all_of(
      procedure.channels, [&limit](const Channel& channel) { return channel.limit == limit; });
  return is_same ? DurationOf(limit) : std::string();
}

// Each is in Vietnam, or acts for it abroad; nothing nearer is known.
void WriteAuthority(const Concept& authority, NodeWriter& out) {
  out.Node(authority.iri, {"cv:PublicOrganisation"}, [&] {
    out.Text("dct:identifier", authority.iri);
    out.Text("dct:title", authority.name);
    out.Text("skos:prefLabel", authority.name);
    out.Node("dct:spatial", kVietnam, {"dct:Location"}, [] {});
  });
}

// Who announced the procedure, by which decision.
void WriteParticipation(const Procedure& procedure, NodeWriter& out) {
  if (procedure.promulgator.empty()) return;
  const Concept agent = ConceptOf("agency", procedure.promulgator);
  out.Node("cv:hasParticipation", IriOf(procedure.code, "participation", "PROMULGATOR"),
           {"cv:Participation"}, [&] {
             out.Text("dct:identifier", procedure.code + ":participation:PROMULGATOR");
             out.Text("dct:description",
                      Sentences({Sentence("Cơ quan công bố", procedure.promulgator),
                                 Sentence("Quyết định công bố", procedure.decision)}));
             WriteConcept("cv:role", ConceptOf("role", "Cơ quan công bố"), out);
             out.Node("cv:hasParticipant", agent.iri, {"foaf:Agent"}, [&] {
               out.Text("dct:identifier", agent.iri);
               out.Text("dct:title", agent.name);
             });
           });
}

void WriteEvent(LifeEvent event, NodeWriter& out) {
  const Concept one = ConceptOf(event);
  const char* const kind = IsOfBusiness(event) ? "cv:BusinessEvent" : "cv:LifeEvent";
  // The shapes know no subclasses: what may be grouped by is an Event by its own word.
  out.Node(one.iri, {"cv:Event", kind}, [&] {
    out.Text("dct:identifier", one.iri);
    out.Text("dct:title", one.name);
  });
}

// What sorts it among others.
void WriteClasses(const Procedure& procedure, NodeWriter& out) {
  std::vector<Concept> classes;
  for (const Level level : procedure.levels) classes.push_back(ConceptOf(level));
  classes.push_back(ConceptOf(procedure.service_level));
  std::erase_if(classes, [](const Concept& one) { return one.name.empty(); });
  out.Each("cv:isClassifiedBy", classes, [&](const Concept& one, int) { WriteConcept(one, out); });
  WriteConcept("cv:thematicArea", ConceptOf("field", procedure.field), out);
  out.Each("dct:audience", procedure.audience, [&](const std::string& audience, int) {
    WriteConcept(ConceptOf("audience", audience), out);
  });
  out.Each("dcat:keyword", procedure.keywords,
           [&](const std::string& keyword, int) { out.Value(keyword); });
  out.Each("cv:isGroupedBy", procedure.life_events,
           [&](LifeEvent event, int) { WriteEvent(event, out); });
}

void WriteService(const Procedure& procedure, NodeWriter& out) {
  out.Node(IriOf(procedure.code), {"cpsv:PublicService"}, [&] {
    out.Text("dct:identifier", procedure.code);
    out.Text("dct:title", procedure.name);
    out.Text("dct:description", DescriptionOf(procedure));
    WriteLanguage(out);
    WriteConcept("adms:status", ConceptOf(procedure.state), out);
    out.Each("cv:hasCompetentAuthority", AuthoritiesOf(procedure),
             [&](const Concept& authority, int) { WriteAuthority(authority, out); });
    WriteParticipation(procedure, out);
    out.Text("cv:processingTime", CommonDuration(procedure));
    WriteClasses(procedure, out);
    WriteParts(procedure, out);
  });
}

}  // namespace

std::optional<std::string> CpsvApOf(const std::vector<Procedure>& procedures, size_t max_bytes) {
  std::vector<std::string> left_out;
  std::vector<const Procedure*> services;
  for (const Procedure& procedure : procedures) {
    if (IsService(procedure)) {
      services.push_back(&procedure);
    } else {
      left_out.push_back(procedure.code);
    }
  }
  std::string text;
  NodeWriter out(&text);
  out.Begin();
  out.Raw("@context", kContext);
  out.Each("leftOut", left_out, [&](const std::string& code, int) { out.Value(code); });
  if (!procedures.empty()) out.Text("last", procedures.back().code);
  out.Each("@graph", services, [&](const Procedure* one, int) {
    if (text.size() <= max_bytes) WriteService(*one, out);
  });
  out.End();
  if (text.size() > max_bytes) return std::nullopt;
  return text + "\n";
}

}  // namespace motcua::catalog
