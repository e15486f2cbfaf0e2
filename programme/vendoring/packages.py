"""What is vendored: each npm package, pinned, and the few files of it that are kept."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Package:
    npm_name: str
    version: str
    folder: str
    keep: tuple[str, ...]

    @property
    def spec(self) -> str:
        return f"{self.npm_name}@{self.version}"


PACKAGES = (
    Package(
        npm_name="govuk-frontend",
        version="6.6.0",
        folder="govuk-frontend-6.6.0",
        keep=(
            "dist/govuk/govuk-frontend.min.css",
            "dist/govuk/govuk-frontend.min.js",
        ),
    ),
    Package(
        npm_name="@ministryofjustice/frontend",
        version="11.1.0",
        folder="moj-frontend-11.1.0",
        keep=(
            "moj/moj-frontend.min.css",
            "moj/moj-frontend.min.js",
            "moj/assets/images/icon-close-cross-black.svg",
            "moj/assets/images/icon-document.svg",
            "moj/assets/images/icon-progress-tick.svg",
            "moj/assets/images/icon-tag-remove-cross-white.svg",
            "moj/assets/images/icon-tag-remove-cross.svg",
            "moj/assets/images/icon-toggle-plus-minus.svg",
        ),
    ),
)
