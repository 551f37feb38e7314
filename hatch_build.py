"""Put prompts/ inside the wheel. An editable install reads the folder at the checkout: a copy there would go stale."""

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PromptsHook(BuildHookInterface):
    def initialize(self, version, build_data):
        if version != "editable":
            build_data["force_include"]["prompts"] = "k1chat/prompts"
