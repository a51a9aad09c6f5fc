#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "motcua/catalog/v1/procedure.pb.h"
#include "services/procedure-catalog/store/procedure_store.h"

namespace motcua::catalog {

// Where the two vocabularies meet: proto outward, domain inward. Numbers that are no value of an
// enum come over as they are.
Procedure FromProto(const v1::Procedure& procedure);

// The version to keep. Its content is the record in protobuf's wire format, the same bytes for the
// same record.
Entry EntryOf(const v1::Procedure& procedure);

// The domain's part of a record, from the content that EntryOf made. DataLoss when it cannot be
// read.
absl::StatusOr<Procedure> ReadContent(std::string_view content);

// A kept version, whole. DataLoss when its content cannot be read.
absl::Status ToProto(const Version& version, v1::Procedure* out);

// What a list shows of a procedure.
v1::Procedure InShort(v1::Procedure procedure);

}  // namespace motcua::catalog
