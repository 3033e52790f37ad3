INSERT INTO retention VALUES (1, '') ON CONFLICT DO NOTHING;

CREATE OR REPLACE FUNCTION log_stays() RETURNS trigger LANGUAGE plpgsql
AS 'BEGIN RAISE EXCEPTION ''the log is never changed'' USING ERRCODE = ''integrity_constraint_violation''; END';

CREATE OR REPLACE FUNCTION answers_are_kept() RETURNS trigger LANGUAGE plpgsql
AS 'BEGIN
    IF OLD.at >= (SELECT kept_from FROM retention) THEN
        RAISE EXCEPTION ''the log is never changed'' USING ERRCODE = ''integrity_constraint_violation'';
    END IF;
    RETURN OLD;
END';

CREATE OR REPLACE FUNCTION feedback_is_kept() RETURNS trigger LANGUAGE plpgsql
AS 'BEGIN
    IF EXISTS (SELECT 1 FROM answers WHERE id = OLD.id) THEN
        RAISE EXCEPTION ''the log is never changed'' USING ERRCODE = ''integrity_constraint_violation'';
    END IF;
    RETURN OLD;
END';

CREATE OR REPLACE TRIGGER answers_stay BEFORE UPDATE OR TRUNCATE ON answers EXECUTE FUNCTION log_stays();

CREATE OR REPLACE TRIGGER feedback_stay BEFORE UPDATE OR TRUNCATE ON feedback EXECUTE FUNCTION log_stays();

CREATE OR REPLACE TRIGGER answers_kept BEFORE DELETE ON answers FOR EACH ROW EXECUTE FUNCTION answers_are_kept();

CREATE OR REPLACE TRIGGER feedback_kept BEFORE DELETE ON feedback FOR EACH ROW EXECUTE FUNCTION feedback_is_kept();
