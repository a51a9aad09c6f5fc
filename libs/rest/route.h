#pragma once

#include <functional>
#include <memory>
#include <string>

namespace motcua::rest {

class Visit;

// One row of the door's book: what is asked, and who deals with it.
struct Route {
  std::string method;   // GET, PUT, POST, DELETE or PATCH.
  std::string pattern;  // As PathTemplate has it; the label of its metrics.
  bool is_stream = false;
  std::string service;  // Package of the RPC: what one service owns, be it in several interfaces.
  // The answer is the same for everybody and may be kept for some seconds.
  bool is_cacheable = false;
  bool is_read = false;  // It changes nothing.
  // Takes the visit over and answers it, later and on any thread. Runs on the server's thread.
  std::function<void(std::unique_ptr<Visit>)> serve;
};

}  // namespace motcua::rest
