#pragma once

#include <string>

#include "libs/sql/sqlite.h"
#include "services/intake/domain/dossier.h"
#include "services/intake/domain/event.h"
#include "services/intake/domain/paper.h"

namespace motcua::intake {

// Columns of a dossier, an event, a paper, in the order that the functions below read and bind.
extern const char kDossierColumns[];
constexpr int kDossierColumnCount = 31;
extern const char kEventColumns[];
constexpr int kEventColumnCount = 8;
extern const char kPaperColumns[];

// Binds all columns, from parameter 1.
void BindDossier(sql::Statement& statement, const Dossier& dossier);
void BindEvent(sql::Statement& statement, const Event& event);
void BindPaper(sql::Statement& statement, const Paper& paper);

// Reads the row that the statement stands on; columns begin at `first`. A dossier's papers are in a
// table of their own.
Dossier ReadDossier(const sql::Statement& row, int first = 0);
Event ReadEvent(const sql::Statement& row, int first = 0);
Paper ReadPaper(const sql::Statement& row);

// `columns` with `prefix.` before each name.
std::string Prefixed(const char* columns, const char* prefix);
// So many `?`, parted by commas.
std::string Parameters(int count);

}  // namespace motcua::intake
