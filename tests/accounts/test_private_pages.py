from tests.cast import sign_in


def test_page_of_a_signed_in_person_is_kept_nowhere(worker):
    response = sign_in(worker).get("/account/cover/")
    assert response["Cache-Control"] == "private, no-store"


def test_sign_in_page_says_nothing_private(client, db):
    assert "private, no-store" not in client.get("/account/login/").get("Cache-Control", "")


def test_policy_allows_no_inline_script_or_style(client, db):
    policy = client.get("/account/login/")["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "default-src 'none'" in policy
