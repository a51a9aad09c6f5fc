#pragma once

#include <nlohmann/json.hpp>

#include <functional>
#include <string>
#include <vector>

#include "tests/support/http_client.h"

namespace motcua::e2e {

inline constexpr char kCitizen[] = "Bearer dev.citizen.an";
inline constexpr char kOfficer[] = "Bearer dev.officer.lan";
// The citizen of the journey. No log line, no metric, no URL may ever show it.
inline constexpr char kCitizenName[] = "Nguyễn Thị Hoa Mai";
inline constexpr char kCitizenNumber[] = "001199012345";

// What came back, with its body read.
struct Answer {
  test::Response response;
  nlohmann::json json;  // Discarded when the body is no JSON.

  int status() const { return response.status; }
  // What a problem says of the field `pointer`: its code, or "".
  std::string CodeOf(const std::string& pointer) const;
};

// The portal's front end: a citizen who is signed in, or whom an Authorization header names.
class Portal {
 public:
  explicit Portal(const std::string& host_port) : http_(host_port) {}

  Answer Get(const std::string& path, const std::vector<http::Header>& more = {});
  Answer Post(const std::string& path, const std::string& body,
              const std::vector<http::Header>& more = {});
  // The same with a key of its own and a JSON body.
  Answer PostJson(const std::string& path, const nlohmann::json& body, const std::string& key);

 private:
  test::HttpClient http_;
};

// A dossier for a birth registration in Phường Đống Đa.
nlohmann::json BirthDossier(const std::string& paper_id);

// A small real PNG.
std::string AnyPaper();

// Asks again and again until `done`, at most ten seconds.
bool Eventually(const std::function<bool()>& done);

}  // namespace motcua::e2e
