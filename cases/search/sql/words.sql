-- The words of names that each typed word may stand for: typed (n, word), matched (n, word, tier,
-- weight). Used by people.sql and by the duplicates.sql of cases.duplicates.
typed AS MATERIALIZED (
    SELECT * FROM unnest(%(n)s::int[], %(word)s::text[]) AS t (n, word)
),
-- Words known to the index that each typed word may stand for, with how well (0 to 100).
meant AS (
    SELECT t.n, s.word, 'exact' AS tier, %(exact)s::float8 AS weight
    FROM typed t JOIN cases_namespelling s ON s.word = t.word COLLATE "C"
    UNION ALL
    SELECT t.n, s.word, t.tier, t.weight
    FROM unnest(%(form_n)s::int[], %(form_word)s::text[], %(form_tier)s::text[], %(form_weight)s::float8[])
        AS t (n, word, tier, weight)
    JOIN cases_namespelling s ON s.word = t.word COLLATE "C"
    UNION ALL
    SELECT t.n, s.word, 'start', %(start)s + %(start_rest)s * length(t.word) / length(s.word)
    FROM typed t JOIN cases_namespelling s
        ON s.word > t.word COLLATE "C" AND s.word < (t.word || chr(1114111)) COLLATE "C"
    WHERE %(prefixes)s AND (length(t.word) > 1 OR octet_length(t.word) > 1)
    UNION ALL
    SELECT t.n, s.word, 'sound', %(sound)s + %(sound_rest)s * similarity(s.word, t.word)
    FROM typed t JOIN cases_namespelling s ON s.sounds && strands_sounds(t.word)::varchar(12)[]
    WHERE length(t.word) > 2
    UNION ALL
    SELECT t.n, s.word, 'typo', %(typo)s + %(typo_rest)s * similarity(s.word, t.word)
    FROM typed t JOIN cases_namespelling s ON s.word %% t.word
    WHERE length(t.word) BETWEEN 4 AND 100
        AND levenshtein_less_equal(s.word, t.word, 2) <= CASE WHEN length(t.word) < 6 THEN 1 ELSE 2 END
),
best_meant AS (
    SELECT DISTINCT ON (n, word) n, word, tier, weight
    FROM meant ORDER BY n, word, weight DESC
),
matched AS MATERIALIZED (
    SELECT n, word, tier, weight FROM (
        SELECT *, row_number() OVER (PARTITION BY n, tier ORDER BY weight DESC, word) AS place
        FROM best_meant
    ) AS placed
    WHERE tier IN ('exact', 'form') OR place <= %(words_per_tier)s
)
