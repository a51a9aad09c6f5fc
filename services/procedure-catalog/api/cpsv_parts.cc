#include "services/procedure-catalog/api/cpsv_parts.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "libs/base/text.h"
#include "services/procedure-catalog/domain/notation.h"

namespace motcua::catalog {
namespace {

using base::Cat;

// Of the authority tables of the EU's Publications Office.
constexpr char kVietnamese[] = "http://publications.europa.eu/resource/authority/language/VIE";
constexpr char kDong[] = "http://publications.europa.eu/resource/authority/currency/VND";

// The IRI of a part is its identifier as well, without what is the same for all.
void WriteIdentifier(const std::string& iri, NodeWriter& out) {
  out.Text("dct:identifier", std::string_view(iri).substr(IriOf("").size()));
}

std::string LimitOf(const Channel& channel) {
  if (channel.limit != "sd15") return LimitInWords(channel.limit);
  return "trong ngày; hồ sơ nhận sau 15 giờ thì trong ngày làm việc tiếp theo";
}

std::string DescriptionOf(const Component& component) {
  constexpr std::array<std::string_view, 4> kNeeds = {
      "", "Có trong mọi hồ sơ", "Có trong trường hợp mà tên giấy tờ nêu", "Xuất trình"};
  const auto count = [](int copies) { return copies > 0 ? Cat(copies) : std::string(); };
  return Sentences({Sentence("", kNeeds[static_cast<size_t>(component.need)]),
                    Sentence("Bản chính", count(component.originals)),
                    Sentence("Bản sao", count(component.copies)),
                    Sentence("Trường hợp", Listed(component.case_names)),
                    Sentence("Mẫu", component.form ? component.form->name : ""),
                    Sentence("Có thể lấy từ", component.database)});
}

// A channel of the profile has one limit, so there is one for each kind and case. A case has no
// code: its number among those of the kind stands for it.
std::string ChannelIri(const Procedure& procedure, const Channel& channel) {
  int number = 1;
  for (const Channel& one : procedure.channels) {
    if (&one == &channel) break;
    number += one.kind == channel.kind ? 1 : 0;
  }
  const std::string kind = ConceptOf(channel.kind).iri;
  return IriOf(procedure.code, "channel", Cat(kind.substr(kind.rfind(':') + 1), "-", number));
}

void WriteChannel(const Procedure& procedure, const Channel& channel, NodeWriter& out) {
  const std::string iri = ChannelIri(procedure, channel);
  out.Node(iri, {"cv:Channel"}, [&] {
    WriteIdentifier(iri, out);
    WriteConcept("dct:type", ConceptOf(channel.kind), out);
    out.Text("dct:description", Sentences({Sentence("Trường hợp", channel.case_name),
                                           Sentence("Thời hạn giải quyết", LimitOf(channel))}));
    out.Text("cv:processingTime", DurationOf(channel.limit));
  });
}

// A fee as it is paid through one channel. Of an amount of 0 the description alone is known: what
// is free says so.
struct Cost {
  const Channel* channel = nullptr;
  std::string description;
  int64_t amount_vnd = 0;
  bool has_value = false;
};

std::vector<Cost> CostsOf(const Procedure& procedure) {
  std::vector<Cost> costs;
  for (const Channel& channel : procedure.channels) {
    if (channel.fee_statement == FeeStatement::kFree) {
      costs.push_back({&channel, "Không thu phí.", 0, true});
    }
    for (const Fee& fee : channel.fees) {
      const std::string kind = fee.kind == FeeKind::kDuty ? "Lệ phí" : "Phí";
      const std::string text =
          fee.description.empty() ? Sentence("", kind) : Sentence(kind, fee.description);
      costs.push_back({&channel, text, fee.amount_vnd, fee.amount_vnd > 0});
    }
  }
  return costs;
}

void WriteCost(const Procedure& procedure, const Cost& cost, int number, NodeWriter& out) {
  const std::string iri = IriOf(procedure.code, "cost", Cat(number));
  out.Node(iri, {"cv:Cost"}, [&] {
    WriteIdentifier(iri, out);
    out.Text("dct:description", cost.description);
    if (cost.has_value) {
      out.Raw("cv:hasValue", Cat(cost.amount_vnd));
      WriteConcept("cv:currency", {kDong, "Đồng Việt Nam"}, out);
    }
    out.Node("cv:ifAccessedThrough", ChannelIri(procedure, *cost.channel), {"cv:Channel"}, [] {});
  });
}

void WriteEvidenceType(const Procedure& procedure, const Component& component, NodeWriter& out) {
  const std::string iri = IriOf(procedure.code, "evidence-type", component.code);
  out.Node(iri, {"cv:EvidenceType"}, [&] {
    WriteIdentifier(iri, out);
    out.Text("dct:title", component.name);
  });
}

void WriteEvidence(const Procedure& procedure, const Component& component, NodeWriter& out) {
  const std::string iri = IriOf(procedure.code, "evidence", component.code);
  out.Node(iri, {"cv:Evidence"}, [&] {
    WriteIdentifier(iri, out);
    out.Text("dct:title", component.name);
    out.Text("dct:description", DescriptionOf(component));
    out.Key("dct:conformsTo");
    WriteEvidenceType(procedure, component, out);
    if (component.form && !component.form->url.empty() && IsIri(component.form->url)) {
      out.Node("foaf:page", component.form->url, {"foaf:Document"}, [] {});
    }
  });
}

void WriteLaw(const LegalBasis& law, NodeWriter& out) {
  out.Node(ConceptOf("law", law.number).iri, {"eli:LegalResource"}, [&] {
    out.Text("dct:identifier", law.number);
    out.Text("eli:id_local", law.number);
    out.Text("dct:title", law.name);
  });
}

// The steps are the rule that the service follows.
void WriteRule(const Procedure& procedure, const Sequence& sequence, int number, NodeWriter& out) {
  const std::string iri = IriOf(procedure.code, "rule", Cat(number));
  std::string steps;
  for (const std::string& step : sequence.steps) steps += Cat(steps.empty() ? "" : "\n", step);
  out.Node(iri, {"cpsv:Rule"}, [&] {
    WriteIdentifier(iri, out);
    out.Text("dct:title", sequence.case_name.empty()
                              ? "Trình tự thực hiện"
                              : Cat("Trình tự thực hiện: ", sequence.case_name));
    out.Text("dct:description", steps);
    WriteLanguage(out);
  });
}

// A part that is one text: its number stands for the code that it has not.
void WriteNumbered(const Procedure& procedure, std::string_view part, std::string_view type,
                   const std::string& title, int number, NodeWriter& out) {
  const std::string iri = IriOf(procedure.code, part, Cat(number));
  out.Node(iri, {type}, [&] {
    WriteIdentifier(iri, out);
    out.Text("dct:title", title);
  });
}

}  // namespace

std::string Sentence(std::string_view before, std::string_view text) {
  if (text.empty()) return {};
  return Cat(before, before.empty() ? "" : ": ", text, text.ends_with('.') ? "" : ".");
}

std::string Sentences(const std::vector<std::string>& sentences) {
  std::string all;
  for (const std::string& sentence : sentences) {
    if (!sentence.empty()) all += Cat(all.empty() ? "" : " ", sentence);
  }
  return all;
}

std::string Listed(const std::vector<std::string>& texts) {
  std::string listed;
  for (const std::string& text : texts) listed += Cat(listed.empty() ? "" : "; ", text);
  return listed;
}

void WriteConcept(const Concept& one, NodeWriter& out) {
  out.Node(one.iri, {"skos:Concept"}, [&] { out.Text("skos:prefLabel", one.name); });
}

void WriteConcept(std::string_view name, const Concept& one, NodeWriter& out) {
  if (one.name.empty()) return;
  out.Key(name);
  WriteConcept(one, out);
}

void WriteLanguage(NodeWriter& out) {
  out.Node("dct:language", kVietnamese, {"dct:LinguisticSystem"}, [] {});
}

void WriteParts(const Procedure& procedure, NodeWriter& out) {
  out.Each("cv:hasChannel", procedure.channels,
           [&](const Channel& channel, int) { WriteChannel(procedure, channel, out); });
  out.Each("cv:hasCost", CostsOf(procedure),
           [&](const Cost& cost, int number) { WriteCost(procedure, cost, number, out); });
  out.Each("cv:hasInputType", procedure.components,
           [&](const Component& one, int) { WriteEvidenceType(procedure, one, out); });
  out.Each("cpsv:hasInput", procedure.components,
           [&](const Component& one, int) { WriteEvidence(procedure, one, out); });
  out.Each("cpsv:produces", procedure.results, [&](const std::string& result, int number) {
    WriteNumbered(procedure, "output", "cv:Output", result, number, out);
  });
  out.Each("cv:hasLegalResource", procedure.legal_basis,
           [&](const LegalBasis& law, int) { WriteLaw(law, out); });
  out.Each("cpsv:follows", procedure.sequences, [&](const Sequence& sequence, int number) {
    WriteRule(procedure, sequence, number, out);
  });
  out.Each("cv:holdsRequirement", procedure.requirements, [&](const std::string& text, int number) {
    WriteNumbered(procedure, "requirement", "cv:Requirement", text, number, out);
  });
}

}  // namespace motcua::catalog
