-- People for one search, best first. See docs/decisions for how it is put together.
-- Marks filled in by cases.search.statements: MATCHED_WORDS is words.sql; FINDABLE_KEPT and
-- FINDABLE_SOURCE are the rows of Person.objects.findable_by(user) for the record shown and for the
-- record that matched.
WITH
MATCHED_WORDS,
-- For each person the best match of each typed word, in any of their names or their family's.
hits AS (
    SELECT w.person_id, m.n, max(m.weight * CASE w.source WHEN 'other' THEN %(other_name)s ELSE 1 END) AS weight
    FROM matched m JOIN cases_nameword w ON w.word = m.word
    GROUP BY w.person_id, m.n
    UNION ALL
    SELECT f.person_id, m.n, m.weight * %(family_name)s
    FROM matched m
    JOIN cases_familyword w ON w.word = m.word
    JOIN cases_familymembership f ON f.family_id = w.family_id
    WHERE m.tier IN ('exact', 'start')
),
named AS MATERIALIZED (
    SELECT person_id, sum(weight) AS weight, count(*) AS words
    FROM (SELECT person_id, n, max(weight) AS weight FROM hits GROUP BY person_id, n) AS per_word
    GROUP BY person_id
),
days AS MATERIALIZED (
    SELECT * FROM unnest(%(day)s::date[], %(day_how)s::text[], %(day_weight)s::float8[])
        AS d (day, how, weight)
),
at_postcode AS MATERIALIZED (
    -- An address that must not be disclosed is not told by a search for its postcode either.
    SELECT DISTINCT a.person_id FROM cases_address a
    WHERE %(postcode)s <> '' AND strands_compact(a.postcode) LIKE %(postcode_start)s
        AND NOT a.do_not_disclose AND a.kind <> ALL (%(secret_kinds)s::text[])
),
-- Records named by a number or reference.
direct AS MATERIALIZED (
    SELECT i.person_id, 'number:' || i.kind AS how
    FROM cases_identifier i WHERE strands_compact(i.value) = ANY (%(numbers)s::text[])
    UNION
    SELECT p.id, 'person' FROM cases_person p WHERE p.id = ANY (%(people)s::bigint[])
    UNION
    SELECT f.person_id, 'family' FROM cases_familymembership f
    WHERE f.family_id = ANY (%(families)s::bigint[])
    UNION
    SELECT c.person_id, 'case' FROM cases_caseparticipant c WHERE c.case_id = ANY (%(cases)s::bigint[])
    UNION
    SELECT f.person_id, 'case' FROM cases_case c
    JOIN cases_familymembership f ON f.family_id = c.family_id
    WHERE c.id = ANY (%(cases)s::bigint[])
),
-- Everything found above, one row a person. Added up rather than joined: the planner cannot know
-- how many there are, and a join would be planned for a handful.
seeds AS MATERIALIZED (
    SELECT person_id, max(name_weight) AS name_weight, max(words) AS words, min(direct) AS direct,
        bool_or(at_postcode) AS at_postcode
    FROM (
        SELECT person_id, weight AS name_weight, words, NULL AS direct, false AS at_postcode,
            words >= %(words_needed)s AS enough, false AS sure
        FROM named
        UNION ALL
        SELECT person_id, 0, 0, how, false, true, true FROM direct
        UNION ALL
        SELECT person_id, 0, 0, NULL, true, %(words_typed)s = 0 AND NOT %(dated)s, false
        FROM at_postcode
        UNION ALL
        SELECT p.id, 0, 0, NULL, false, %(words_typed)s = 0, d.weight >= %(sure_day)s
        FROM days d JOIN cases_person p ON p.date_of_birth = d.day
        UNION ALL
        (SELECT p.id, 0, 0, NULL, false, true, false FROM cases_person p
         WHERE %(words_typed)s = 0 AND NOT %(has_days)s AND %(dated)s
            AND p.date_of_birth BETWEEN %(first_day)s AND %(last_day)s
         ORDER BY p.date_of_birth DESC LIMIT %(at_most)s)
    ) AS evidence
    GROUP BY person_id
    HAVING bool_or(enough)
        OR (bool_or(sure) AND max(words) > 0 AND max(words) >= %(words_needed)s - 1)
    ORDER BY min(direct) NULLS LAST, bool_or(sure) DESC, bool_or(at_postcode) DESC,
        max(name_weight) DESC, person_id
    LIMIT %(at_most)s
),
known AS (
    SELECT
        p.id AS source,
        p.merged_into_id,
        p.surname, p.forename, p.date_of_birth, p.expected_date,
        seeds.name_weight, seeds.words, seeds.direct,
        d.how AS day_how,
        CASE
            WHEN NOT %(dated)s THEN NULL
            WHEN %(has_days)s THEN coalesce(
                d.weight,
                CASE WHEN p.expected_date = ANY (%(day)s::date[]) THEN %(exact)s END,
                CASE WHEN p.date_of_birth IS NULL THEN %(unknown_date)s ELSE 0 END
            )
            ELSE coalesce(span.weight, CASE WHEN p.date_of_birth IS NULL THEN %(unknown_date)s ELSE 0 END)
        END AS date_weight,
        CASE
            WHEN cardinality(%(initials)s::text[]) = 0 THEN 0
            WHEN lower(left(p.forename, 1)) = ANY (%(initials)s::text[])
                OR lower(left(p.known_as, 1)) = ANY (%(initials)s::text[])
                OR lower(left(p.surname, 1)) = ANY (%(initials)s::text[]) THEN %(initial)s
            ELSE 0
        END AS initial_weight,
        CASE WHEN %(postcode)s = '' THEN NULL WHEN seeds.at_postcode THEN 100 ELSE 0 END AS postcode_weight
    FROM seeds
    -- One index look-up each: joined plainly, a long list makes the planner read the whole table.
    CROSS JOIN LATERAL (
        SELECT * FROM cases_person WHERE id = seeds.person_id LIMIT 1
    ) AS p
    LEFT JOIN LATERAL (
        SELECT how, weight FROM days WHERE %(has_days)s AND days.day = p.date_of_birth LIMIT 1
    ) AS d ON true
    LEFT JOIN LATERAL (
        SELECT max(weight) AS weight
        FROM unnest(%(span_first)s::date[], %(span_last)s::date[], %(span_weight)s::float8[])
            AS s (first_day, last_day, weight)
        WHERE p.date_of_birth BETWEEN s.first_day AND s.last_day
    ) AS span ON NOT %(has_days)s AND %(dated)s
    WHERE p.authority_id = ANY (%(authorities)s::bigint[])
),
scored AS (
    SELECT *,
        CASE WHEN direct IS NOT NULL THEN %(direct)s ELSE 0 END
        + (name_weight + %(date_counts)s * coalesce(date_weight, 0) + coalesce(postcode_weight, 0)
            + initial_weight) / greatest(1, %(pieces)s) AS score,
        direct IS NOT NULL
        OR (words >= %(words_typed)s AND name_weight >= %(strong_name)s * greatest(%(words_typed)s, 1)
            AND coalesce(date_weight, 100) >= %(unknown_date)s
            AND coalesce(postcode_weight, 100) > 0
            AND (%(words_typed)s >= 2 OR (%(words_typed)s = 1 AND %(has_days)s AND date_weight >= 50)))
            AS strong
    FROM known
),
-- A record merged away stands for the one that was kept.
kept AS (
    SELECT
        coalesce(k.id, s.source) AS id, s.source, s.score, s.strong, s.direct, s.day_how,
        s.date_weight, s.postcode_weight,
        CASE WHEN k.id IS NULL THEN s.surname ELSE k.surname END AS surname,
        CASE WHEN k.id IS NULL THEN s.forename ELSE k.forename END AS forename,
        CASE WHEN k.id IS NULL THEN s.date_of_birth ELSE k.date_of_birth END AS date_of_birth,
        CASE WHEN k.id IS NULL THEN s.expected_date ELSE k.expected_date END AS expected_date
    FROM scored s
    LEFT JOIN LATERAL (
        SELECT * FROM cases_person WHERE id = strands_kept(s.source) LIMIT 1
    ) AS k ON s.merged_into_id IS NOT NULL
    WHERE s.direct IS NOT NULL OR s.score >= %(least)s
),
ranked AS MATERIALIZED (
    SELECT * FROM (SELECT DISTINCT ON (id) * FROM kept ORDER BY id, score DESC, source) AS k
    ORDER BY score DESC, surname, forename, id
),
hidden AS MATERIALIZED (
    SELECT r.id, r.source
    FROM (SELECT * FROM ranked WHERE strong ORDER BY score DESC, surname, forename, id LIMIT %(strong_looked_at)s) AS r
    WHERE NOT EXISTS (FINDABLE_KEPT) OR NOT EXISTS (FINDABLE_SOURCE)
    LIMIT 1
),
shown AS (
    SELECT r.* FROM ranked r
    CROSS JOIN LATERAL (FINDABLE_KEPT LIMIT 1) AS may_find
    WHERE (r.source = r.id OR EXISTS (FINDABLE_SOURCE))
        AND (NOT %(children)s OR r.date_of_birth > %(adult_if_born_by)s
             OR (r.date_of_birth IS NULL AND r.expected_date IS NOT NULL))
        AND (NOT %(adults)s OR r.date_of_birth <= %(adult_if_born_by)s)
        AND (NOT (%(open_only)s OR %(strand)s <> '') OR EXISTS (
            SELECT FROM cases_familymembership f JOIN cases_case c ON c.family_id = f.family_id
            WHERE f.person_id = r.id
                AND (%(strand)s = '' OR c.strand = %(strand)s)
                AND (NOT %(open_only)s OR c.stage = ANY (%(open_stages)s::text[]))
        ))
    ORDER BY r.score DESC, r.surname, r.forename, r.id
    LIMIT %(limit)s OFFSET %(offset)s
)
SELECT s.id, s.source, s.score, s.direct, s.day_how, s.date_weight, s.postcode_weight,
    why.words, false AS hidden
FROM shown s
LEFT JOIN LATERAL (
    SELECT jsonb_agg(to_jsonb(best) ORDER BY best.n) AS words
    FROM (
        SELECT DISTINCT ON (m.n) m.n, m.tier, m.word, w.source, w.is_surname, o.kind,
            CASE WHEN w.source = 'other' THEN btrim(o.forename || ' ' || o.surname) END AS other_name
        FROM matched m
        JOIN cases_nameword w ON w.word = m.word AND w.person_id IN (s.id, s.source)
        LEFT JOIN cases_personname o ON o.id = w.name_id
        ORDER BY m.n, m.weight * CASE w.source WHEN 'other' THEN %(other_name)s ELSE 1 END DESC, w.source
    ) AS best
) AS why ON true
UNION ALL
SELECT h.id, h.source, 0, NULL, NULL, NULL, NULL, NULL, true FROM hidden h
