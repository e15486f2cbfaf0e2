-- Records that may be the person being added, with their points. Marks as in cases/search/sql.
WITH
MATCHED_WORDS,
part AS MATERIALIZED (
    SELECT * FROM unnest(%(part_n)s::int[], %(part_surname)s::bool[], %(part_share)s::float8[])
        AS p (n, is_surname, share)
),
points AS MATERIALIZED (
    SELECT * FROM unnest(%(tier)s::text[], %(first_points)s::float8[], %(last_points)s::float8[])
        AS p (tier, as_first, as_last)
),
worth AS MATERIALIZED (
    SELECT m.n, m.word, m.tier, part.is_surname,
        part.share * CASE WHEN part.is_surname THEN points.as_last ELSE points.as_first END AS points
    FROM matched m JOIN part USING (n) JOIN points USING (tier)
),
agreed AS (
    SELECT w.person_id, worth.is_surname,
        max(worth.points
            * CASE WHEN w.source = 'other' THEN %(other_share)s ELSE 1 END
            * CASE WHEN w.is_surname = worth.is_surname THEN 1 ELSE %(swapped_share)s END) AS points
    FROM worth JOIN cases_nameword w ON w.word = worth.word
    GROUP BY w.person_id, worth.is_surname
),
days AS MATERIALIZED (
    SELECT * FROM unnest(%(day)s::date[], %(day_how)s::text[], %(day_points)s::float8[])
        AS d (day, how, points)
),
numbers AS (
    SELECT i.person_id, i.kind
    FROM unnest(%(number_kind)s::text[], %(number)s::text[]) AS typed (kind, value)
    JOIN cases_identifier i ON strands_compact(i.value) = typed.value
        AND (typed.kind = '' OR i.kind = typed.kind)
),
at_postcode AS (
    SELECT a.person_id FROM cases_address a
    WHERE %(postcode)s <> '' AND strands_compact(a.postcode) = %(postcode)s
        AND NOT a.do_not_disclose AND a.kind <> ALL (%(secret_kinds)s::text[])
),
seeds AS MATERIALIZED (
    SELECT person_id, max(first) AS first, max(last) AS last, min(number) AS number,
        bool_or(at_postcode) AS at_postcode
    FROM (
        SELECT person_id, CASE WHEN NOT is_surname THEN points ELSE 0 END AS first,
            CASE WHEN is_surname THEN points ELSE 0 END AS last,
            NULL AS number, false AS at_postcode, false AS born
        FROM agreed
        UNION ALL
        SELECT person_id, 0, 0, kind, false, false FROM numbers
        UNION ALL
        SELECT person_id, 0, 0, NULL, true, false FROM at_postcode
        UNION ALL
        SELECT p.id, 0, 0, NULL, false, true FROM days d JOIN cases_person p ON p.date_of_birth = d.day
    ) AS evidence
    GROUP BY person_id
    HAVING min(number) IS NOT NULL
        OR (max(first) > 0 AND max(last) > 0)
        OR (bool_or(born) AND (max(first) > 0 OR max(last) > 0))
        OR (%(expecting)s AND max(last) > 0)
    ORDER BY min(number) NULLS LAST, bool_or(born) DESC, max(first) + max(last) DESC, person_id
    LIMIT %(at_most)s
),
compared AS (
    SELECT p.id AS source, p.merged_into_id, s.number, s.at_postcode, s.last,
        d.how AS day_how,
        -- Unborn, or without a first name on either side: it neither agrees nor differs.
        CASE
            WHEN NOT %(has_forename)s OR strands_fold(p.forename) IN ('', 'unborn', 'baby') THEN NULL
            ELSE s.first > 0
        END AS same_forename,
        s.first,
        CASE
            WHEN d.points IS NOT NULL THEN d.points
            WHEN %(due)s::date IS NOT NULL
                AND abs(coalesce(p.date_of_birth, p.expected_date) - %(due)s::date) <= %(due_within)s
                THEN %(due_then)s
            WHEN %(born)s::date IS NOT NULL AND p.date_of_birth IS NULL
                AND abs(p.expected_date - %(born)s::date) <= %(due_within)s THEN %(due_then)s
            WHEN %(born)s::date IS NOT NULL AND p.date_of_birth_is_estimate THEN %(different_estimate)s
            WHEN %(born)s::date IS NOT NULL AND coalesce(p.date_of_birth, p.expected_date) IS NOT NULL
                THEN %(different_birth)s
            WHEN %(due)s::date IS NOT NULL AND coalesce(p.date_of_birth, p.expected_date) IS NOT NULL
                THEN %(different_birth)s
            ELSE 0
        END AS birth,
        %(sex)s IN ('M', 'F') AND p.sex IN ('M', 'F') AND p.sex <> %(sex)s AS other_sex,
        s.number IS NULL AND EXISTS (
            SELECT FROM cases_identifier i
            JOIN unnest(%(number_kind)s::text[], %(number)s::text[]) AS typed (kind, value)
                ON typed.kind = i.kind AND typed.kind = ANY (%(unique_kinds)s::text[])
            WHERE i.person_id = p.id
        ) AS other_number
    FROM seeds s
    CROSS JOIN LATERAL (SELECT * FROM cases_person WHERE id = s.person_id LIMIT 1) AS p
    LEFT JOIN LATERAL (SELECT how, points FROM days WHERE days.day = p.date_of_birth LIMIT 1) AS d ON true
    WHERE p.authority_id = ANY (%(authorities)s::bigint[])
        AND p.id IS DISTINCT FROM %(exclude)s::bigint
),
scored AS (
    SELECT *,
        least(100, greatest(
            CASE WHEN number = ANY (%(unique_kinds)s::text[]) THEN %(number_alone)s ELSE 0 END,
            first + last + birth
            + CASE WHEN same_forename IS FALSE THEN %(different_forename)s ELSE 0 END
            + CASE WHEN last = 0 THEN %(different_surname)s ELSE 0 END
            + CASE WHEN number IS NOT NULL THEN %(same_number)s ELSE 0 END
            + CASE WHEN other_number THEN %(different_number)s ELSE 0 END
            + CASE WHEN at_postcode THEN %(same_postcode)s ELSE 0 END
            + CASE WHEN other_sex THEN %(different_sex)s ELSE 0 END
        )) AS score,
        same_forename IS FALSE AND last > 0 AND day_how = 'exact' AND number IS NULL AS twin
    FROM compared
),
ranked AS MATERIALIZED (
    SELECT * FROM (
        SELECT DISTINCT ON (coalesce(k.id, s.source)) coalesce(k.id, s.source) AS id, s.*
        FROM scored s
        LEFT JOIN LATERAL (SELECT strands_kept(s.source) AS id) AS k ON s.merged_into_id IS NOT NULL
        WHERE s.score >= %(shown_from)s OR s.twin
        ORDER BY coalesce(k.id, s.source), s.score DESC, s.source
    ) AS one_each
    WHERE id IS DISTINCT FROM %(exclude)s::bigint
    ORDER BY score DESC, id
),
hidden AS MATERIALIZED (
    SELECT r.id, r.source
    FROM (SELECT * FROM ranked WHERE score >= %(confirmed_from)s ORDER BY score DESC, id LIMIT 50) AS r
    WHERE NOT EXISTS (FINDABLE_KEPT) OR NOT EXISTS (FINDABLE_SOURCE)
    LIMIT 1
),
shown AS (
    SELECT r.* FROM ranked r
    CROSS JOIN LATERAL (FINDABLE_KEPT LIMIT 1) AS may_find
    WHERE r.source = r.id OR EXISTS (FINDABLE_SOURCE)
    ORDER BY r.score DESC, r.id
    LIMIT %(limit)s
)
SELECT s.id, s.source, s.score, s.twin, s.number, s.day_how, s.birth, s.at_postcode, s.other_sex,
    s.other_number, s.same_forename, s.last > 0, why.words, false
FROM shown s
LEFT JOIN LATERAL (
    SELECT jsonb_agg(to_jsonb(best)) AS words
    FROM (
        SELECT DISTINCT ON (worth.is_surname) worth.is_surname AS for_surname, worth.tier, worth.word,
            w.source, w.is_surname, o.kind,
            CASE WHEN w.source = 'other' THEN btrim(o.forename || ' ' || o.surname) END AS other_name
        FROM worth
        JOIN cases_nameword w ON w.word = worth.word AND w.person_id IN (s.id, s.source)
        LEFT JOIN cases_personname o ON o.id = w.name_id
        ORDER BY worth.is_surname,
            worth.points * CASE WHEN w.source = 'other' THEN %(other_share)s ELSE 1 END
            * CASE WHEN w.is_surname = worth.is_surname THEN 1 ELSE %(swapped_share)s END DESC
    ) AS best
) AS why ON true
UNION ALL
SELECT h.id, h.source, 0, false, NULL, NULL, 0, false, false, false, NULL, false, NULL, true FROM hidden h
