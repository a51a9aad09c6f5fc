#pragma once

#include "libs/obs/metrics.h"

namespace motcua::catalog {

// How many lines of one kind of import came in, by what became of them:
// `motcua_catalog_told_lines_total{of,result}`.
class LineCounters {
 public:
  LineCounters(obs::Metrics& metrics, const char* of)
      : imported_(Counter(metrics, of, "imported")),
        unchanged_(Counter(metrics, of, "unchanged")),
        refused_(Counter(metrics, of, "refused")) {}

  // Of an import that was kept.
  template <typename Response>
  void Count(const Response& response) {
    imported_.Add(response.imported());
    unchanged_.Add(response.unchanged());
    refused_.Add(response.refused());
  }

 private:
  static obs::Counter& Counter(obs::Metrics& metrics, const char* of, const char* result) {
    return metrics.AddCounter("motcua_catalog_told_lines_total",
                              "Lines that provinces and authorities sent, by what became of them.",
                              {{"of", of}, {"result", result}});
  }

  obs::Counter& imported_;
  obs::Counter& unchanged_;
  obs::Counter& refused_;
};

}  // namespace motcua::catalog
