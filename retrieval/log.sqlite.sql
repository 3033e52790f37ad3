INSERT OR IGNORE INTO retention VALUES (1, '');

CREATE TRIGGER IF NOT EXISTS answers_stay BEFORE UPDATE ON answers
BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END;

CREATE TRIGGER IF NOT EXISTS feedback_stay BEFORE UPDATE ON feedback
BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END;

CREATE TRIGGER IF NOT EXISTS answers_kept BEFORE DELETE ON answers
WHEN OLD.at >= (SELECT kept_from FROM retention) BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END;

CREATE TRIGGER IF NOT EXISTS feedback_kept BEFORE DELETE ON feedback
WHEN EXISTS (SELECT 1 FROM answers WHERE id = OLD.id) BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END;
