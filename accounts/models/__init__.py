from accounts.models.access_event import AccessEvent
from accounts.models.authority import Authority, Team
from accounts.models.membership import Cover, Membership
from accounts.models.submission import Submission
from accounts.models.user import User

__all__ = ["AccessEvent", "Authority", "Cover", "Membership", "Submission", "Team", "User"]
