-- Keeps cases_nameword, cases_familyword and cases_namespelling in step with the names, whoever
-- writes them and however: one statement, one pass, so that COPY of many people stays quick.

-- A number or postcode without spaces and dashes, in capitals.
CREATE FUNCTION strands_compact(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $function$
SELECT upper(regexp_replace(value COLLATE "C", '[\s._/-]+', '', 'g'));
$function$;

-- The words of one name, and all of them joined: "de la Cruz" is also "delacruz".
CREATE FUNCTION strands_words(name text) RETURNS SETOF text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $function$
SELECT left(word, 200)
FROM (SELECT strands_fold(name)) AS folded (plain)
CROSS JOIN LATERAL (
    SELECT unnest(string_to_array(plain, ' '))
    UNION SELECT replace(plain, ' ', '')
) AS part (word)
WHERE word <> '';
$function$;

-- The record in use for one that was merged away, however often.
CREATE FUNCTION strands_kept(person bigint) RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE STRICT AS $function$
WITH RECURSIVE kept (id, merged_into, steps) AS (
    SELECT p.id, p.merged_into_id, 0 FROM cases_person p WHERE p.id = person
    UNION ALL
    SELECT p.id, p.merged_into_id, steps + 1
    FROM kept JOIN cases_person p ON p.id = kept.merged_into
    WHERE steps < 50
)
SELECT id FROM kept WHERE merged_into IS NULL;
$function$;

CREATE FUNCTION strands_learn_spellings(words text[]) RETURNS void
LANGUAGE sql VOLATILE STRICT AS $function$
INSERT INTO cases_namespelling (word, sounds)
SELECT word, strands_sounds(word)
FROM (SELECT DISTINCT unnest(words)) AS new (word)
WHERE NOT EXISTS (
    SELECT FROM cases_namespelling known WHERE known.word = new.word::text COLLATE "C"
);
$function$;

CREATE FUNCTION strands_index_people() RETURNS trigger LANGUAGE plpgsql AS $function$
DECLARE
    added text[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        -- Most updates leave the names alone.
        IF NOT EXISTS (
            SELECT FROM now_rows n JOIN was_rows w USING (id)
            WHERE (n.forename, n.surname, n.known_as) IS DISTINCT FROM
                  (w.forename, w.surname, w.known_as)
        ) THEN
            RETURN NULL;
        END IF;
        DELETE FROM cases_nameword
        WHERE name_id IS NULL AND person_id IN (SELECT id FROM was_rows);
    END IF;
    WITH new_words AS (
        INSERT INTO cases_nameword (person_id, source, is_surname, word)
        SELECT n.id, part.source, part.is_surname, w.word
        FROM now_rows n
        CROSS JOIN LATERAL (
            VALUES ('current', false, n.forename),
                   ('current', true, n.surname),
                   ('known_as', false, n.known_as)
        ) AS part (source, is_surname, name)
        CROSS JOIN LATERAL strands_words(part.name) AS w (word)
        RETURNING word
    )
    SELECT array_agg(DISTINCT word) INTO added FROM new_words;
    PERFORM strands_learn_spellings(added);
    RETURN NULL;
END $function$;

CREATE FUNCTION strands_index_names() RETURNS trigger LANGUAGE plpgsql AS $function$
DECLARE
    added text[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NOT EXISTS (
            SELECT FROM now_rows n JOIN was_rows w USING (id)
            WHERE (n.person_id, n.forename, n.surname) IS DISTINCT FROM
                  (w.person_id, w.forename, w.surname)
        ) THEN
            RETURN NULL;
        END IF;
        DELETE FROM cases_nameword WHERE name_id IN (SELECT id FROM was_rows);
    END IF;
    WITH new_words AS (
        INSERT INTO cases_nameword (person_id, name_id, source, is_surname, word)
        SELECT n.person_id, n.id, 'other', part.is_surname, w.word
        FROM now_rows n
        CROSS JOIN LATERAL (VALUES (false, n.forename), (true, n.surname))
            AS part (is_surname, name)
        CROSS JOIN LATERAL strands_words(part.name) AS w (word)
        RETURNING word
    )
    SELECT array_agg(DISTINCT word) INTO added FROM new_words;
    PERFORM strands_learn_spellings(added);
    RETURN NULL;
END $function$;

CREATE FUNCTION strands_index_families() RETURNS trigger LANGUAGE plpgsql AS $function$
DECLARE
    added text[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NOT EXISTS (
            SELECT FROM now_rows n JOIN was_rows w USING (id) WHERE n.name <> w.name
        ) THEN
            RETURN NULL;
        END IF;
        DELETE FROM cases_familyword WHERE family_id IN (SELECT id FROM was_rows);
    END IF;
    WITH new_words AS (
        INSERT INTO cases_familyword (family_id, word)
        SELECT n.id, w.word FROM now_rows n CROSS JOIN LATERAL strands_words(n.name) AS w (word)
        RETURNING word
    )
    SELECT array_agg(DISTINCT word) INTO added FROM new_words;
    PERFORM strands_learn_spellings(added);
    RETURN NULL;
END $function$;

CREATE FUNCTION strands_forget_words() RETURNS trigger LANGUAGE plpgsql AS $function$
BEGIN
    CASE TG_TABLE_NAME
        WHEN 'cases_person' THEN
            DELETE FROM cases_nameword WHERE person_id IN (SELECT id FROM was_rows);
        WHEN 'cases_personname' THEN
            DELETE FROM cases_nameword WHERE name_id IN (SELECT id FROM was_rows);
        WHEN 'cases_family' THEN
            DELETE FROM cases_familyword WHERE family_id IN (SELECT id FROM was_rows);
    END CASE;
    RETURN NULL;
END $function$;

CREATE TRIGGER search_insert AFTER INSERT ON cases_person
    REFERENCING NEW TABLE AS now_rows
    FOR EACH STATEMENT EXECUTE FUNCTION strands_index_people();
CREATE TRIGGER search_update AFTER UPDATE ON cases_person
    REFERENCING OLD TABLE AS was_rows NEW TABLE AS now_rows
    FOR EACH STATEMENT EXECUTE FUNCTION strands_index_people();
CREATE TRIGGER search_delete AFTER DELETE ON cases_person
    REFERENCING OLD TABLE AS was_rows
    FOR EACH STATEMENT EXECUTE FUNCTION strands_forget_words();

CREATE TRIGGER search_insert AFTER INSERT ON cases_personname
    REFERENCING NEW TABLE AS now_rows
    FOR EACH STATEMENT EXECUTE FUNCTION strands_index_names();
CREATE TRIGGER search_update AFTER UPDATE ON cases_personname
    REFERENCING OLD TABLE AS was_rows NEW TABLE AS now_rows
    FOR EACH STATEMENT EXECUTE FUNCTION strands_index_names();
CREATE TRIGGER search_delete AFTER DELETE ON cases_personname
    REFERENCING OLD TABLE AS was_rows
    FOR EACH STATEMENT EXECUTE FUNCTION strands_forget_words();

CREATE TRIGGER search_insert AFTER INSERT ON cases_family
    REFERENCING NEW TABLE AS now_rows
    FOR EACH STATEMENT EXECUTE FUNCTION strands_index_families();
CREATE TRIGGER search_update AFTER UPDATE ON cases_family
    REFERENCING OLD TABLE AS was_rows NEW TABLE AS now_rows
    FOR EACH STATEMENT EXECUTE FUNCTION strands_index_families();
CREATE TRIGGER search_delete AFTER DELETE ON cases_family
    REFERENCING OLD TABLE AS was_rows
    FOR EACH STATEMENT EXECUTE FUNCTION strands_forget_words();

CREATE INDEX address_postcode_compact ON cases_address (strands_compact(postcode) text_pattern_ops);
CREATE INDEX identifier_compact ON cases_identifier (strands_compact(value));
