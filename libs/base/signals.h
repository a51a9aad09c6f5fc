#pragma once

namespace motcua::base {

// Keeps SIGTERM and SIGINT for WaitForStop, in this thread and in all that it starts, and ignores
// SIGPIPE. Call first in main: a thread started earlier could be killed by them.
void BlockStopSignals();

// Waits for SIGTERM or SIGINT.
void WaitForStop();

}  // namespace motcua::base
