#include "libs/rest/meter.h"

#include <catch2/catch.hpp>

#include <string>

#include "libs/base/text.h"
#include "libs/obs/metrics.h"

namespace motcua::rest {
namespace {

size_t Series(obs::Metrics& metrics) {
  size_t count = 0;
  const std::string text = metrics.Text();
  for (size_t at = 0; (at = text.find("motcua_http_seconds_count{", at)) != std::string::npos;
       ++at) {
    ++count;
  }
  return count;
}

TEST_CASE("a request is counted under its pattern, method and code", "[rest][metrics]") {
  obs::Metrics metrics;
  Meter meter(&metrics, {"/v1/units", "/v1/units/{code}"});
  meter.Observe(1, "GET", 200, 0.001);
  meter.Observe(1, "GET", 200, 0.002);
  meter.Observe(2, "POST", 404, 0.001);
  const std::string text = metrics.Text();
  CHECK(text.find(
            R"(motcua_http_seconds_count{code="200",method="GET",route="/v1/units/{code}"} 2)") !=
        std::string::npos);
  CHECK(text.find(R"(motcua_http_seconds_count{code="404",method="POST",route="unmatched"} 1)") !=
        std::string::npos);
}

TEST_CASE("what clients send cannot make series", "[rest][metrics]") {
  obs::Metrics metrics;
  Meter meter(&metrics, {"/v1/units"});
  for (int i = 0; i < 1000; ++i) meter.Observe(7, base::Cat("VERB", i), 700 + i, 0.001);
  CHECK(Series(metrics) == 1);
  CHECK(metrics.Text().find(R"({code="other",method="other",route="unmatched"} 1000)") !=
        std::string::npos);
  CHECK(Meter::Known("BREW") == "other");
}

TEST_CASE("without metrics nothing is measured", "[rest][metrics]") {
  Meter meter(nullptr, {});
  meter.Observe(0, "GET", 200, 0.001);
  CHECK(meter.Name(0) == "unmatched");
}

}  // namespace
}  // namespace motcua::rest
