-- Fills the index for names that were there before its triggers.
INSERT INTO cases_nameword (person_id, source, is_surname, word)
SELECT p.id, part.source, part.is_surname, w.word
FROM cases_person p
CROSS JOIN LATERAL (
    VALUES ('current', false, p.forename), ('current', true, p.surname), ('known_as', false, p.known_as)
) AS part (source, is_surname, name)
CROSS JOIN LATERAL strands_words(part.name) AS w (word);

INSERT INTO cases_nameword (person_id, name_id, source, is_surname, word)
SELECT n.person_id, n.id, 'other', part.is_surname, w.word
FROM cases_personname n
CROSS JOIN LATERAL (VALUES (false, n.forename), (true, n.surname)) AS part (is_surname, name)
CROSS JOIN LATERAL strands_words(part.name) AS w (word);

INSERT INTO cases_familyword (family_id, word)
SELECT f.id, w.word FROM cases_family f CROSS JOIN LATERAL strands_words(f.name) AS w (word);

SELECT strands_learn_spellings(array_agg(DISTINCT word))
FROM (SELECT word FROM cases_nameword UNION SELECT word FROM cases_familyword) AS known;
