//! Windows without OpenGL: `DirectX` 12, on a graphics card or on the processor.

use std::sync::Arc;

use eframe::egui_wgpu::{WgpuConfiguration, WgpuSetup, WgpuSetupCreateNew};
use eframe::wgpu::{Adapter, Backends, DeviceType, Surface};

/// What is to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Drawer {
    /// A graphics card, one that saves power before another.
    Card,
    /// WARP, which is part of Windows.
    Processor,
}

impl Drawer {
    /// How welcome a device is, the smallest the most. None for one that is not meant.
    fn rank(self, device: DeviceType) -> Option<u8> {
        match (self, device) {
            (Self::Card, DeviceType::IntegratedGpu) | (Self::Processor, DeviceType::Cpu) => Some(0),
            (Self::Card, DeviceType::DiscreteGpu) => Some(1),
            (Self::Card, DeviceType::VirtualGpu) => Some(2),
            (Self::Card, DeviceType::Other) => Some(3),
            (Self::Card, DeviceType::Cpu) | (Self::Processor, _) => None,
        }
    }
}

/// What eframe is told.
pub(super) fn configuration(drawer: Drawer) -> WgpuConfiguration {
    // Windows needs no handle of the display.
    let mut setup = WgpuSetupCreateNew::without_display_handle();
    setup.instance_descriptor.backends = Backends::DX12;
    setup.native_adapter_selector =
        Some(Arc::new(move |adapters: &[Adapter], surface: Option<&Surface<'_>>| {
            choose(drawer, adapters, surface)
        }));
    WgpuConfiguration { wgpu_setup: WgpuSetup::CreateNew(setup), ..WgpuConfiguration::default() }
}

fn choose(drawer: Drawer, adapters: &[Adapter], surface: Option<&Surface<'_>>) -> Result<Adapter, String> {
    let fits = |adapter: &&Adapter| surface.is_none_or(|surface| adapter.is_surface_supported(surface));
    let ranked = adapters.iter().filter(fits);
    let ranked = ranked.filter_map(|adapter| Some((drawer.rank(adapter.get_info().device_type)?, adapter)));
    let best = ranked.min_by_key(|(rank, _)| *rank);
    best.map(|(_, adapter)| adapter.clone())
        .ok_or_else(|| format!("no {drawer:?} among {} adapters", adapters.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_and_the_processor_are_never_taken_for_each_other() {
        assert_eq!(Drawer::Card.rank(DeviceType::Cpu), None);
        assert_eq!(Drawer::Processor.rank(DeviceType::IntegratedGpu), None);
        assert!(Drawer::Card.rank(DeviceType::IntegratedGpu) < Drawer::Card.rank(DeviceType::DiscreteGpu));
    }
}
