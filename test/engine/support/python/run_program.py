"""Previews or deploys the program and the stack dev of the working directory, as an inline program."""

import os
import runpy
import sys

from pulumi import automation

work_dir = os.getcwd()
project = automation.LocalWorkspace(work_dir=work_dir).project_settings()
stack = automation.select_stack(
    "dev",
    project_name=project.name,
    program=lambda: runpy.run_path("__main__.py") and None,
    opts=automation.LocalWorkspaceOptions(work_dir=work_dir),
)
(stack.up if sys.argv[1] == "up" else stack.preview)(on_output=print)
