from django.db import migrations

TABLE = """
CREATE SEQUENCE accounts_accessevent_id_seq;
CREATE TABLE accounts_accessevent (
    id bigint NOT NULL DEFAULT nextval('accounts_accessevent_id_seq'),
    at timestamptz NOT NULL DEFAULT now(),
    user_id bigint NOT NULL,
    on_behalf_of_id bigint,
    authority_id bigint NOT NULL,
    family_id bigint,
    person_id bigint,
    case_id bigint,
    how varchar(10) NOT NULL,
    reason varchar(200) NOT NULL DEFAULT '',
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
ALTER SEQUENCE accounts_accessevent_id_seq OWNED BY accounts_accessevent.id;
CREATE INDEX accessevent_family ON accounts_accessevent (family_id, at DESC, id DESC)
    WHERE family_id IS NOT NULL;
CREATE INDEX accessevent_person ON accounts_accessevent (person_id, at DESC, id DESC)
    WHERE person_id IS NOT NULL;
CREATE INDEX accessevent_user ON accounts_accessevent (user_id, at DESC, id DESC);
CREATE TABLE accounts_accessevent_default PARTITION OF accounts_accessevent DEFAULT;

CREATE FUNCTION accounts_accessevent_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Only the making of a month's partition may move rows (see accounts.partitions).
    IF current_setting('strands.moving_access_log', true) = 'on' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'The access log is append-only.' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON accounts_accessevent
    FOR EACH ROW EXECUTE FUNCTION accounts_accessevent_append_only();
"""

UNDO = """
DROP TABLE accounts_accessevent;
DROP FUNCTION accounts_accessevent_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunSQL(TABLE, UNDO)]
