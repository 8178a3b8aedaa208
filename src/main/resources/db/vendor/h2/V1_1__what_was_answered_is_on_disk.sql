-- By default H2 hands a commit to the disk half a second later: who kills the process then loses orders that were
-- answered. Kept in the database, so that it holds for every later start.
set write_delay 0;
