#include "services/gateway/api/pages.h"

#include <string_view>

#include "motcua/docs_page.h"
#include "motcua/openapi.h"

namespace motcua::gateway {
namespace {

// The page loads nothing from elsewhere, so nothing else may load.
constexpr char kPolicy[] =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src "
    "'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

constexpr char kApiCatalog[] = R"({"linkset":[{"anchor":"/","service-desc":[)"
                               R"({"href":"/openapi.json","type":"application/openapi+json"}],)"
                               R"("service-doc":[{"href":"/docs","type":"text/html"}]}]})";

// Renewed with every release; RFC 9116 asks for a date of expiry.
constexpr char kSecurity[] =
    "Contact: https://dichvucong.gov.vn/\n"
    "Expires: 2027-12-31T23:59:59+07:00\n"
    "Preferred-Languages: vi, en\n";

http::Response Page(std::string_view content_type, std::string_view body) {
  return {200, {{"Content-Type", std::string(content_type)}}, std::string(body)};
}

}  // namespace

std::map<std::string, http::Response> Pages() {
  http::Response docs = Page("text/html; charset=utf-8", DocsPage());
  docs.headers.push_back({"Content-Security-Policy", kPolicy});
  std::map<std::string, http::Response> pages;
  pages["/"] = {302, {{"Location", "/docs"}}, ""};
  pages["/docs"] = std::move(docs);
  pages["/openapi.json"] = Page("application/json", OpenApiJson());
  pages["/.well-known/api-catalog"] = Page("application/linkset+json", kApiCatalog);
  pages["/.well-known/security.txt"] = Page("text/plain; charset=utf-8", kSecurity);
  return pages;
}

}  // namespace motcua::gateway
