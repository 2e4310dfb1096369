"""The functions that wit/tool.wit exports: componentize-py makes the class `WitWorld` of it."""

from componentize_py_types import Err
from wit_world import WitWorld as Exports


class WitWorld(Exports):
    def greet(self, name: str) -> str:
        """What is returned is `ok`; an `Err` that is raised is `err`, for a model to read."""
        if not name:
            raise Err("The name is empty: whom shall I greet?")
        return f"Hello, {name}!"
