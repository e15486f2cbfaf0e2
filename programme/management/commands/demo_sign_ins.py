"""Prints who can be signed in as."""

from django.core.management.base import BaseCommand, CommandError

from programme.demo.sign_ins import demo_users, demonstration_code
from programme.demo.users import PASSWORD


class Command(BaseCommand):
    help = "Print the demonstration sign-ins: email, role, password and second-step code."

    def handle(self, *args, **options) -> None:
        users = demo_users()
        if not users:
            raise CommandError(
                "There are no demonstration sign-ins here. They need DEMO_MODE and load_demo."
            )
        wide = max(len(user.email) for user, _, _ in users)
        self.stdout.write(f"Password for all of them: {PASSWORD}")
        for user, role, _ in users:
            second = " *" if user.must_use_second_factor else ""
            self.stdout.write(f"  {user.email:<{wide}}  {role}{second}")
        self.stdout.write(
            f"* asks for a second-step code. Now it is {demonstration_code()}; "
            "it changes every 30 seconds and the sign-in page shows it."
        )
