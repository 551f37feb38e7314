"""Put prompts/ inside the wheel. An editable install reads the folder at the checkout: a copy there would go stale."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PromptsHook(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "editable":
            build_data["force_include"]["prompts"] = "k1chat/prompts"
