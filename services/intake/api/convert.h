#pragma once

#include <string>

#include "motcua/intake/v1/feed.pb.h"
#include "motcua/intake/v1/intake.pb.h"
#include "services/intake/domain/event.h"
#include "services/intake/domain/filing.h"
#include "services/intake/domain/paper.h"
#include "services/intake/store/dossier_store.h"

namespace motcua::intake {

// Where the two vocabularies meet: proto outward, domain inward.
Draft FromProto(const v1::Dossier& dossier);
void ToProto(const Agency& agency, motcua::routing::v1::Agency* out);
void ToProto(const Dossier& dossier, v1::Dossier* out);
void ToProto(const Event& event, v1::DossierEvent* out);
void ToProto(const Paper& paper, v1::Paper* out);
void ToProto(const EventWithDossier& entry, v1::FeedEvent* out);

// Fields of a dossier that only the service sets: InvalidArgument naming those that are there.
absl::Status CheckOutputOnly(const v1::Dossier& dossier);

// The version as an entity tag.
std::string EtagOf(const Dossier& dossier);

}  // namespace motcua::intake
