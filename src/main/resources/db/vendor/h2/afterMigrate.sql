-- Said at every start, because H2 does not heed or keep these settings otherwise.

-- By default H2 hands a commit to the disk half a second later: who kills the process then loses orders that were
-- answered.
set write_delay 0;

-- By default H2 answers the same query with its last result where it believes that nothing has changed since. It counts a
-- change before the commit that brings it: who asks before a lock and again after it would read what is old.
set optimize_reuse_results 0;
