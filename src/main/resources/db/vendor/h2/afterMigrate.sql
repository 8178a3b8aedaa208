-- By default H2 hands a commit to the disk half a second later: who kills the process then loses orders that were
-- answered. Said at every start, because H2 keeps this setting in the database and does not heed it when it opens it.
set write_delay 0;
