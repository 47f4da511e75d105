import type { DiscussingTables } from './clubs/discussing-tables.ts';
import type { ClubTables } from './clubs/tables.ts';
import type { DailyTables } from './daily-tables.ts';
import type { KeptTables } from './kept-table.ts';
import type { LibraryTables } from './library-tables.ts';
import type { NoticeTables } from './notice-tables.ts';
import type { PaperTables } from './paper-tables.ts';
import type { SourceTables } from './source-tables.ts';
import type { UndoTables } from './undo-table.ts';

/** The tables, as the newest migration leaves them. Instants are ms since the epoch. */
export interface Tables
  extends ClubTables,
    DailyTables,
    DiscussingTables,
    KeptTables,
    LibraryTables,
    NoticeTables,
    PaperTables,
    SourceTables,
    UndoTables {}
