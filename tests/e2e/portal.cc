#include "tests/e2e/portal.h"

#include <algorithm>
#include <chrono>
#include <thread>

namespace motcua::e2e {
namespace {

Answer AnswerOf(test::Response response) {
  Answer answer;
  answer.json = nlohmann::json::parse(response.body, nullptr, false);
  answer.response = std::move(response);
  return answer;
}

std::vector<http::Header> SignedIn(const std::vector<http::Header>& more) {
  std::vector<http::Header> headers = more;
  const bool is_somebody = std::ranges::any_of(
      more, [](const http::Header& header) { return header.name == "Authorization"; });
  if (!is_somebody) headers.push_back({"Authorization", kCitizen});
  return headers;
}

}  // namespace

std::string Answer::CodeOf(const std::string& pointer) const {
  if (!json.is_object() || !json.contains("errors")) return "";
  for (const nlohmann::json& error : json["errors"]) {
    if (error.value("pointer", "?") != pointer) continue;
    const bool both = !error.value("message", "").empty() && !error.value("messageEn", "").empty();
    return both ? error.value("code", "") : "NOT_IN_BOTH_LANGUAGES";
  }
  return "";
}

Answer Portal::Get(const std::string& path, const std::vector<http::Header>& more) {
  return AnswerOf(http_.Get(path, SignedIn(more)));
}

Answer Portal::Post(const std::string& path, const std::string& body,
                    const std::vector<http::Header>& more) {
  return AnswerOf(http_.Post(path, body, SignedIn(more)));
}

Answer Portal::PostJson(const std::string& path, const nlohmann::json& body,
                        const std::string& key) {
  return Post(path, body.dump(), {{"Content-Type", "application/json"}, {"Idempotency-Key", key}});
}

nlohmann::json BirthDossier(const std::string& paper_id) {
  return {{"procedureCode", "1.001193"},
          {"unitCode", "00235"},
          {"applicant",
           {{"name", kCitizenName}, {"identityNumber", kCitizenNumber}, {"phone", "0912345678"}}},
          {"papers", {{{"componentCode", "TO_KHAI"}, {"paperId", paper_id}}}}};
}

std::string AnyPaper() {
  constexpr unsigned char kPng[] = {
      0x89, 'P',  'N',  'G',  0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 'I',  'H',
      'D',  'R',  0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00,
      0x00, 0x1f, 0x15, 0xc4, 0x89, 0x00, 0x00, 0x00, 0x0d, 'I',  'D',  'A',  'T',  0x78,
      0x9c, 0x63, 0x00, 0x01, 0x00, 0x00, 0x05, 0x00, 0x01, 0x0d, 0x0a, 0x2d, 0xb4, 0x00,
      0x00, 0x00, 0x00, 'I',  'E',  'N',  'D',  0xae, 0x42, 0x60, 0x82};
  return {reinterpret_cast<const char*>(kPng), sizeof kPng};
}

bool Eventually(const std::function<bool()>& done) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!done()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return true;
}

}  // namespace motcua::e2e
