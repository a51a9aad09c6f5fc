#include "tests/load/plan.h"

namespace motcua::load {

std::string_view HelpText() {
  return R"(usage: motcua-load closed|open|idle --target HOST:PORT --get PATH [options]

  closed  each connection asks again when its answer has come: the most that a server can do
  open    requests are due at times of their own; latency counts from when a request was due
  idle    each connection asks once, stays for --seconds, and asks once more

what is asked
  --target HOST:PORT       an IPv4 address; several take turns
  --get [W*]PATH           several are mixed by their weights W; {n} and {uuid} become the
  --post [W*]PATH          request's number and a random UUID, in bodies and headers too
  --paths-file FILE        one [W*]PATH to get a line
  --body-file FILE         what is posted
  --header 'Name: value'   several
  --if-none-match auto     learns the ETag of an answer and then expects 304

what is expected
  --expect CODE[,CODE]     other codes are errors (200; for --if-none-match also 304)
  --check-body-contains TEXT
  --allow-errors           exit with 0 in spite of errors

how much
  --connections N          (64)
  --seconds S              (10) the measured window; idle: how long connections stay
  --warmup S               (1) before it
  --grace S                (5) after it, for the last answers
  --rate R                 open: requests a second, all connections together, Poisson
  --every A-B              open: each connection asks every A to B seconds, at even odds
  --max-queue N            (1024) requests that may wait for their connection
  --seed N                 (1) of due times and the mix
  --processes N            (one for each core, more when open files ask for it)
  --sources N              (16) addresses 127.0.1.1, ... to connect from; 0: the system's choice
  --connect-rate R         (10000) connections opened a second

what is told
  --watch NAME:PID         CPU and memory of a process; those of one name are added up
  --name TEXT              of the scenario
  --commit TEXT            what is measured (git's answer in this folder)
  --json FILE              the report
)";
}

}  // namespace motcua::load
