-- Those who did not follow before a later change, or the way back, ended the move.
alter table rollout_move add column stopped int not null default 0;

-- The version of its process that a file became: the way back is for all that waits in it and in later ones.
alter table rollout_file add column version int;
