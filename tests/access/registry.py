"""Every address: what it is about and who may use it. An address missing here fails the tests."""

from accounts.access import Role
from tests.access.places import (
    CASEWORKERS,
    EVERYBODY,
    MANAGERS,
    READERS,
    RESTRICTERS,
    Page,
)

REFERRERS = CASEWORKERS | {Role.PARTNER}
ADMINISTRATORS = {Role.SYSTEM_ADMINISTRATOR}

PAGES: dict[str, Page] = {
    "home": Page(None, EVERYBODY),
    # Accounts
    "accounts:kept": Page(None, EVERYBODY, get=302),
    "accounts:cover": Page(None, EVERYBODY - {Role.VOLUNTEER, Role.PARTNER}),
    "accounts:cover_end": Page("own cover", EVERYBODY, get=405),
    "accounts:users": Page(None, ADMINISTRATORS),
    "accounts:user_add": Page(None, ADMINISTRATORS),
    "accounts:user": Page("account", ADMINISTRATORS),
    "accounts:role_add": Page("account", ADMINISTRATORS),
    "accounts:role_end": Page("account and role", ADMINISTRATORS, get=405),
    "accounts:user_active": Page("account", ADMINISTRATORS, get=405),
    # Referrals
    "cases:refer": Page(None, REFERRERS),
    "cases:referrals_made": Page(None, REFERRERS),
    # Goes on to the next step: this reader has not typed whom it is about.
    "cases:refer_who": Page("own intake", REFERRERS, get=302),
    "cases:refer_people": Page("own intake", REFERRERS),
    "cases:refer_details": Page("own intake", REFERRERS),
    "cases:refer_check": Page("own intake", REFERRERS, get=302),
    "cases:refer_discard": Page("own intake", REFERRERS, get=405),
    # Cases
    "cases:caseload": Page("own strand", READERS),
    "cases:case": Page("case", READERS),
    "cases:case_notes": Page("case", READERS),
    "cases:decide": Page("referred case", CASEWORKERS),
    "cases:told": Page("case and referral", CASEWORKERS),
    "cases:start": Page("accepted case", CASEWORKERS),
    "cases:allocate": Page("case", CASEWORKERS),
    "cases:allocation_end": Page("case and allocation", CASEWORKERS),
    "cases:transfer": Page("case", CASEWORKERS),
    # Only the addressee answers, and here that is somebody else.
    "cases:transfer_answer": Page("transfer", READERS, get=403),
    "cases:transfer_withdraw": Page("transfer", CASEWORKERS, get=405),
    "cases:step_across": Page("case", CASEWORKERS),
    "cases:close": Page("case", CASEWORKERS),
    "cases:reopen": Page("closed case", CASEWORKERS),
    # What is typed and not yet sent
    "cases:draft_save": Page(None, EVERYBODY, get=405),
    "cases:draft_token": Page(None, EVERYBODY),
    "cases:draft_discard": Page("own draft", EVERYBODY, get=405),
    # Supervision
    "cases:supervisions": Page(None, READERS),
    "cases:supervised_worker": Page("supervised worker", MANAGERS),
    "cases:supervision": Page("supervision", MANAGERS),
    "cases:my_supervision": Page("own supervision", READERS),
    # Only the manager who held it writes, and here that is somebody else.
    "cases:supervision_personal": Page("supervision", MANAGERS, get=403),
    "cases:discussion_add": Page("supervision and case", MANAGERS, get=403),
    "cases:discussion_edit": Page("discussion", MANAGERS, get=403),
    # Notes
    "cases:record": Page(None, CASEWORKERS),
    "cases:record_family": Page("family", CASEWORKERS),
    "cases:note": Page("note", READERS),
    "cases:note_amend": Page("note", CASEWORKERS),
    "cases:note_part_amend": Page("note and part", CASEWORKERS),
    # People
    "cases:search": Page(None, READERS),
    "cases:search_suggestions": Page(None, READERS, get=405),
    "cases:duplicates": Page(None, CASEWORKERS, get=405),
    "cases:person_add": Page(None, CASEWORKERS),
    "cases:person": Page("person", READERS, found_is_enough=True),
    "cases:person_edit": Page("person", CASEWORKERS),
    "cases:person_rename": Page("person", CASEWORKERS),
    "cases:person_born": Page("unborn person", CASEWORKERS),
    "cases:person_died": Page("person", CASEWORKERS),
    "cases:family_add": Page("person", CASEWORKERS),
    "cases:relationship_add": Page("person", CASEWORKERS),
    "cases:person_who_looked": Page("person", READERS),
    "cases:fact_add": Page("person and kind of fact", CASEWORKERS),
    "cases:fact_edit": Page("fact", CASEWORKERS),
    "cases:person_merge": Page("person", MANAGERS),
    "cases:person_merge_with": Page("two people", MANAGERS),
    "cases:person_merge_undo": Page("merge", MANAGERS),
    # Families
    "cases:family": Page("family", READERS, found_is_enough=True),
    "cases:family_people": Page("family", READERS),
    "cases:family_cases": Page("family", READERS),
    "cases:family_story": Page("family", READERS),
    "cases:family_story_file": Page("family and file", READERS),
    "cases:person_story": Page("person", READERS),
    "cases:person_story_file": Page("person and file", READERS),
    "cases:case_story": Page("case", READERS),
    "cases:case_story_file": Page("case and file", READERS),
    "cases:family_genogram": Page("family", READERS),
    "cases:family_notes": Page("family", READERS),
    "cases:family_edit": Page("family", CASEWORKERS),
    "cases:family_member_add": Page("family", CASEWORKERS),
    "cases:family_alert_add": Page("family", CASEWORKERS),
    "cases:family_who_looked": Page("family", READERS),
    "cases:family_restrict": Page("family", RESTRICTERS),
    "cases:family_restrict_lift": Page("family", RESTRICTERS),
    "cases:family_access_add": Page("family", RESTRICTERS),
    "cases:family_access_end": Page("family access", RESTRICTERS),
}

# The sign-in library's own pages, about nothing but the reader's own account. Those that open
# without signing in are listed; the test asks that all the others do not.
OWN_ACCOUNT = ("account_", "mfa_", "socialaccount_", "openid_connect_")
OPEN_TO_ANYONE = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_email_verification_sent",
    "account_reset_password",
    "account_confirm_login_code",
    "account_confirm_email",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_reset_password_done",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "socialaccount_login_cancelled",
    "socialaccount_signup",
    "openid_connect_login",
    "openid_connect_callback",
}

# Only on developers' machines and in tests; no data.
DEVELOPERS_ONLY = {"styleguide:gallery", "styleguide:confirmation"}
