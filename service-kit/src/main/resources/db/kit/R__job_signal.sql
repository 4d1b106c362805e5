-- Wakes the dispatchers when a job waits for its turn, and only then. The trigger of V0.1 did so at every statement, also at
-- one that found no job to claim, so that each look for work caused the next.
drop trigger if exists job_signal on job;
create trigger job_signal after insert or update on job for each row
    when (new.state = 'READY' and new.lease_until is null)
    execute function kit_signal('job');
