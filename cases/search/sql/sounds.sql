-- What a word of a name sounds like. Double metaphone, told about spellings common in British and
-- Irish names: Thompson and Thomson, Sean and Shaun, Kieran and Ciaran, Niamh and Neve.
CREATE FUNCTION strands_sounds(word text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $function$
SELECT coalesce(array_agg(DISTINCT code ORDER BY code), '{}')
FROM (SELECT regexp_replace(word COLLATE "C", '[^a-z]+', '', 'g')) AS plain (letters)
CROSS JOIN LATERAL (
    VALUES (letters), (
        regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
            letters,
            'mp(?=[st])', 'm', 'g'),
            '^s(e(?=a[mnu])|i(?=a|o))', 'sh'),
            '^si(?=nea)', 'shi'),
            '^ci(?=[ao])', 'ki'),
            '[bm]h', 'v', 'g'),
            'aha', 'a', 'g')
    )
) AS spelt (as_heard)
CROSS JOIN LATERAL (VALUES (dmetaphone(as_heard)), (dmetaphone_alt(as_heard))) AS heard (code)
WHERE letters <> '' AND code <> '';
$function$;
